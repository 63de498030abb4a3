/** The options of curl; see `readOptions`. Some are taken and change nothing here. */
export const CURL_OPTIONS = `
  s S f v i I L k o: O X: d: H: u: m: A: e: b: c: w: G F: T: r: N g 4 6 0 Z x: q j J R a V h
  silent=s show-error=S fail=f fail-with-body fail-early verbose=v include=i head=I location=L
  insecure=k output=o remote-name=O request=X data=d data-ascii=d data-raw: data-binary:
  data-urlencode: json: header=H user=u max-time=m connect-timeout: retry: retry-delay:
  retry-max-time: retry-connrefused retry-all-errors user-agent=A referer=e cookie=b
  cookie-jar=c write-out=w get=G form=F upload-file=T range=r no-buffer=N globoff=g ipv4=4
  ipv6=6 compressed http1.0 http1.1 http2 cacert: capath: cert: key: resolve: max-redirs:
  create-dirs no-progress-meter noproxy: proxy=x progress-bar tlsv1.2 path-as-is url:
  location-trusted=L version=V help=h no-keepalive keepalive-time: interface: limit-rate:`
