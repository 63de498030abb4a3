// Runs before the first paint, so that a chosen theme does not flash in afterwards.
try {
  const theme = localStorage.getItem('flotilla.theme')
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
} catch {
  // Storage is closed to us: the system's theme will do.
}
