// Starts the app, or says on the page why it did not start. The links are written by Trunk. Browsers that lack what the app
// needs have to understand this: no syntax that is newer than 2017.
const page = document.documentElement;
const view = new URLSearchParams(location.search);
// An extension that translates puts texts of its own in the place of those that the program changes, and they would stand still. The
// page has its languages itself.
page.translate = false;

// What somebody chose at an earlier visit, before anything is painted. The program checks what it reads of it.
let preferences = {};
let settings;
const named = (what) => `batch-tasks${location.pathname.replace(/[^/]*$/, '')}#${what}`;
try {
  settings = localStorage.getItem(named('config'));
  const kept = JSON.parse(localStorage.getItem(named('preferences')));
  if (kept && kept.version === 1) preferences = kept;
} catch (error) {} // Forbidden or not readable: then nothing is chosen.
window.preferences = preferences;
for (const name of ['theme', 'density', 'hides']) if (preferences[name]) page.dataset[name] = preferences[name];
const language = preferences.language || navigator.languages.find((name) => /^(en|zh)/.test(name)) || 'en';
const isChinese = /^zh/.test(language);

// What a page says that did not start, in both languages: their file may be what is missing.
const SENTENCES = {
  old: ['This browser does not have or does not allow {what}.', '此浏览器不支持或不允许使用 {what}。'],
  policy: ['The Content-Security-Policy of this site does not allow \'wasm-unsafe-eval\'.', '本站点的 CSP 未允许 \'wasm-unsafe-eval\'。'],
  gone: ['{file} is not on this site (HTTP {what}). A new release may have replaced it: reload the page.', '本站点没有 {file}（HTTP {what}）。可能已有新版本，请重新加载页面。'],
  status: ['{file} could not be loaded (HTTP {what}).', '{file} 无法加载（HTTP {what}）。'],
  type: ['This site sends {file} as {what}.', '本站点以 {what} 类型发送 {file}。'],
  changed: ['{file} was changed or cut off on its way.', '{file} 在传输中被改动或截断。'],
  silent: ['{file} does not come: check the connection.', '{file} 没有响应，请检查网络连接。'],
  broken: ['{file} did not run ({what}).', '{file} 无法运行（{what}）。'],
};

// Until the cause is known the page says that it is loading. The program takes it away.
const note = document.querySelector('.late');
note.querySelector(isChinese ? '[lang=en]' : '[lang=zh]').remove();

function explain(cause, file, what) {
  note.className = 'boot-problem';
  note.setAttribute('role', 'alert');
  const place = note.querySelector('b');
  place.textContent = SENTENCES[cause][isChinese ? 1 : 0].replace('{file}', () => file).replace('{what}', () => what);
  if (cause !== 'old') place.nextSibling.remove();
  // Nothing is offered that could not work. Without its style nothing of the frame could be read.
  const link = unstyled();
  (link ? document.body : document.querySelector('main')).replaceChildren(note);
  if (link) link.remove();
}

// The newest that the program and the style need: a browser that has these has the rest.
const isOld = typeof WebAssembly !== 'object' ? 'WebAssembly' : !('showPopover' in HTMLElement.prototype) ? 'popover' : !CSS.supports('color', 'light-dark(red, red)') ? 'light-dark()' : '';

if (/^[1-9]\d?$|^100$/.test(preferences.size) && !view.has('size') && !view.has('page')) {
  view.set('size', preferences.size);
  // As it was written: to write all of it anew would change how a space is written.
  history.replaceState(null, '', `${location.search || '?'}${location.search.length > 1 ? '&' : ''}size=${preferences.size}`);
}

// index.html is written in English, by which translations are found: an object, empty for English. This is all that it
// says; the program renders anything else, and translates that itself.
let words = {};
const texts = [...document.querySelectorAll('title, .skip, h1, .brand, .brand-name, .skeleton')].map((element) => {
  const node = element.getAttributeNode('aria-label') || element;
  return [node, node.textContent];
});
window.translate = (others) => {
  words = others;
  for (const [node, english] of texts) node.textContent = words[english] || english;
};

// A signal that gives up after so many milliseconds.
function within(limit, controller = new AbortController()) {
  setTimeout(() => controller.abort(), limit);
  return controller.signal;
}

// The digest that `cargo xtask dist` has written beside an address; without one nothing is refused.
const digestOf = (link) => link.integrity || link.dataset.integrity || '';

// Sends for the words of the other language. The program does so later, too.
window.sendForWords = async (patience = 30_000) => {
  const link = document.querySelector('link[hreflang=zh]');
  const response = await get(link.href, { integrity: digestOf(link), signal: within(patience) });
  return response.json();
};

// Chinese words, where they are wanted, come before anything is shown in English: nothing is until it is known that they
// are not, since not every browser knows `blocking="render"`.
if (isChinese && !isOld) {
  // Whoever would wait longer reads English.
  window.words = sendForWords(5_000);
  window.words.then((others) => {
    page.lang = 'zh-CN';
    translate(others);
  }, () => {}).then(() => delete page.dataset.words);
} else {
  delete page.dataset.words;
}
// The place of the timeline is kept from the beginning, so that nothing moves when the rows come.
if (view.get('view') === 'timeline') document.querySelector('.card').dataset.view = 'timeline';
// So is the place of the panel.
if (/^.{1,256}$/.test(view.get('batch') || '') && matchMedia('(width >= 1200px)').matches) document.body.dataset.panel = 'docked';
const script = document.querySelector('link[rel=modulepreload]');
const program = document.querySelector('link[rel=preload][type="application/wasm"]');

// What the program is going to ask for, asked while it is still on its way: replies with their texts, by their
// address. The program takes what is here under the very address it would ask, and asks itself otherwise; it gives
// a reply up by the signal that it would give a request of its own.
const ahead = new Map();
window.askedAhead = ahead;
window.askAhead = askAhead;

function askAhead(address, options) {
  const asked = Date.now();
  const controller = new AbortController();
  const signal = within(15_000, controller);
  const reply = fetch(address, Object.assign({ signal }, options)).then(async (response) => [response, await response.text(), asked, Date.now()]);
  reply.catch(() => {}); // The program asks again, and reports it.
  ahead.set(address, (given) => {
    if (given) given.addEventListener('abort', () => controller.abort());
    return reply;
  });
  return reply;
}

// Rows are asked for by the settings of the visit before, and again where these are not those of today.
async function askWhatIsNeeded() {
  const today = askAhead('config.json');
  try {
    if (settings) askForRows(settings);
  } catch (error) {} // Whatever it is, it is not what was kept.
  const [response, text] = await today;
  if (!response.ok || text === settings) return;
  for (const address of ahead.keys()) if (address !== 'config.json') ahead.delete(address);
  askForRows(text);
  localStorage.setItem(named('config'), text);
}

// What a link may say for its rows to be asked here, each once; other links are the program's to read.
const plain = { page: /^[1-9]\d{0,4}$/, size: /^[1-9]\d{0,2}$/, status: /^(COMPLETED|DISPATCHING|FAILED|RUNNING)$/, type: /^\w+$/, batch: /./, view: /./, subtasks: /./, reason: /./, window: /./ };

function askForRows(text) {
  const config = JSON.parse(text);
  if (config.version !== 1) return;
  const endpoint = config.endpoints.find(({ id }) => id === (config.default || config.endpoints[0].id));
  if (endpoint.auth === 'bearer') return; // Nobody has typed the token yet.
  if (/^(?!https?:)[a-z-]+:/i.test(endpoint.url)) return; // The program says what is wrong with it.
  const keys = [...view.keys()];
  const isPlain = (key, at) => plain.hasOwnProperty(key) && plain[key].test(view.get(key)) && keys.indexOf(key) === at;
  if (!keys.every(isPlain)) return;
  const { page = 1, size = 30, status, type } = Object.fromEntries(view);
  let query = `Action=DescribeBatchTasks&Version=2017-08-01&PageNumber=${page}&PageSize=${size}`;
  if (status) query += `&Status=%5B%22${status}%22%5D`;
  if (type) query += `&TaskType=${type}`;
  askAhead(`${endpoint.url}?${query}`, {
    method: 'POST',
    headers: { Accept: 'application/json' },
    cache: 'no-store',
    redirect: 'manual',
    referrerPolicy: 'no-referrer',
    credentials: endpoint.credentials || 'same-origin',
  });
}

// A style that was refused is no sheet in Chromium, and one without rules in Firefox. Before the page is loaded it may still come.
function unstyled() {
  return [...document.querySelectorAll('link[rel=stylesheet]')].find(({ sheet }) => {
    try {
      return !sheet.cssRules.length;
    } catch (error) {
      return true; // Of another type, or not there.
    }
  });
}

async function get(url, options) {
  return checked(await fetch(url, options).catch(async (error) => {
    if (options.signal.aborted) throw error;
    // Anew, since the browser's own copy may be what is wrong, and as it comes, for what the host says of it.
    await checked(await fetch(url, Object.assign({}, options, { cache: 'reload', integrity: '' }))).arrayBuffer();
    return fetch(url, options);
  }));
}

// A fetch that checks a digest holds all bytes back until the last one, and the browser could not compile the program
// while it comes. So it is compiled and digested at the same time, and used where the digest is the one that was built.
async function compiled() {
  const [signal, digest] = [within(60_000), digestOf(program)];
  if (digest && crypto.subtle) {
    try {
      const response = await fetch(program.href, { signal });
      const sum = response.clone().arrayBuffer().then(digested);
      const [module, found] = await Promise.all([WebAssembly.compileStreaming(response), sum]);
      if (found === digest) return module;
    } catch (error) {} // What is wrong with it is found out below.
  }
  return get(program.href, { integrity: digest, signal });
}

// The bytes' digest as an attribute has it.
async function digested(bytes) {
  const sum = await crypto.subtle.digest('SHA-384', bytes);
  return `sha384-${btoa(String.fromCharCode(...new Uint8Array(sum)))}`;
}

function checked(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

// Finds out what is wrong with a file by asking for it once more, which also takes the browser's own copy away.
async function diagnose(link, error) {
  const file = link.href.split('/').pop();
  if (link === program && !mayRun()) return explain('policy');
  let response;
  let bytes;
  try {
    response = await fetch(link.href, { cache: 'reload', signal: within(10_000) });
    bytes = await response.arrayBuffer();
  } catch (unreachable) {
    return explain('silent', file);
  }
  const type = response.headers.get('content-type');
  const digest = digestOf(link);
  const isSame = !digest || !crypto.subtle || (await digested(bytes)) === digest;
  if ([404, 410].includes(response.status)) explain('gone', file, response.status);
  else if (!response.ok) explain('status', file, response.status);
  else if (link !== program && !/javascript|ecmascript|css/.test(type)) explain('type', file, type);
  else if (!isSame || /integrity/i.test(error.message)) explain('changed', file);
  else explain('broken', file, error.message);
}

// Whether the policy of the page lets it run anything: Chromium refuses to compile, WebKit to make an instance.
function mayRun() {
  try {
    return !!new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])));
  } catch (error) {
    return false;
  }
}

// What the program is imported from, or why not: an import has no limit of its own.
const imported = () => Promise.race([
  import(script.href),
  new Promise((resolve, reject) => setTimeout(() => reject(new Error('30 s')), 30_000)),
]);

// Waits for the style. A browser shows nothing until it is there: after 4 s the page is shown without it, until it comes.
function styled(link) {
  const late = setTimeout(() => { link.media = 'not all'; }, 4_000);
  return new Promise((done) => {
    link.onload = link.onerror = done;
    addEventListener('load', done);
    setTimeout(done, 15_000);
  }).then(() => {
    clearTimeout(late);
    if (link.media) link.media = '';
  });
}

async function run() {
  // A config.json that cannot be used is explained by the program.
  if (!isOld) askWhatIsNeeded().catch(() => {});
  let link = unstyled();
  if (link && document.readyState !== 'complete') await styled(link);
  if (isOld) return explain('old', '', isOld);
  link = unstyled();
  try {
    if (link) throw new Error(link.href.split('/').pop());
    link = script;
    const { default: start } = await imported();
    link = program;
    await start({ module_or_path: await compiled() });
  } catch (error) {
    await diagnose(link, error);
    throw error;
  }
}

run();
