//! Scripts that run before the page's own: they collect what it says, or keep its words from it.

/// All that the page says in Latin letters, to those who see it and to those who hear it, but for what comes from
/// outside and for the names that are the same in every language.
pub(crate) const LATIN: &str = r"
window.latin = () => {
  const outside = '.name, code, [dir=auto], [translate=no]:not(html), script, noscript';
  const names = /PolarDB|UTC|\bID\b|RequestId|Action|Code|Message|CreateBatchTask|RAM|config\.json|rpc|ARCHIVING|cn-hangzhou|Plain/g;
  const isSaid = element => !element.closest(outside)
    && (element.checkVisibility({ visibilityProperty: true }) || element.matches('title, option'));
  const texts = document.evaluate('//text()', document, null, 7);
  const said = [];
  for (let at = 0; at < texts.snapshotLength; at++) {
    const text = texts.snapshotItem(at);
    if (text.parentElement && isSaid(text.parentElement)) said.push(text.nodeValue.trim());
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    const attributes = ['aria-label', 'placeholder'];
    // The title of a type is the type as it came.
    if (!element.matches('.cell-type')) attributes.push('title');
    if (isSaid(element)) said.push(...attributes.map(name => element.getAttribute(name) ?? ''));
  }
  return [...new Set(said)].filter(text => /[A-Za-z]{2}/.test(text.replace(names, '')));
};
";

/// What could be read in Latin letters in any frame, and what the heading was in these.
pub(crate) const WATCH_FRAMES: &str = "
window.read = [];
window.headings = [];
window.hiddenFrames = 0;
const look = () => {
    const heading = document.querySelector('h1');
    if (heading?.checkVisibility({ visibilityProperty: true })) {
        window.read.push(...window.latin());
        if (!window.headings.includes(heading.innerText)) window.headings.push(heading.innerText);
    } else {
        window.hiddenFrames++;
    }
    requestAnimationFrame(look);
};
requestAnimationFrame(look);
";

/// Words that come late.
pub(crate) const LATE_WORDS: &str = "
const fetchNow = window.fetch;
window.fetch = async (url, options) => {
    if (/words-/.test(url)) await new Promise(resolve => setTimeout(resolve, 700));
    return fetchNow(url, options);
};
";

/// Words that never come.
pub(crate) const NO_WORDS: &str = "
const fetchNow = window.fetch;
window.fetch = (url, options) => /words-/.test(url)
    ? new Promise((_, reject) => options.signal.addEventListener('abort', () => reject(options.signal.reason)))
    : fetchNow(url, options);
";
