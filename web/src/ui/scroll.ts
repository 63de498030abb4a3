/** How far from the end still counts as there: part of a line. */
const SLACK_PX = 12

/** Is the end of a scrolled box in view? */
export const isAtEnd = ({ scrollTop, scrollHeight, clientHeight }: HTMLElement): boolean =>
  scrollHeight - clientHeight - scrollTop <= SLACK_PX
