// Starts the app, or says on the page why it did not start. The links are written by Trunk.
const page = document.documentElement;
const view = new URLSearchParams(location.search);

// What somebody chose at an earlier visit, before anything is painted. The program checks what it reads of it.
let preferences = {};
let settings;
const named = (what) => `batch-tasks${location.pathname.replace(/[^/]*$/, '')}#${what}`;
try {
  settings = localStorage.getItem(named('config'));
  const kept = JSON.parse(localStorage.getItem(named('preferences')));
  if (kept?.version === 1) preferences = kept;
} catch {} // Forbidden or not readable: then nothing is chosen.
globalThis.preferences = preferences;
for (const name of ['theme', 'density', 'hides']) if (preferences[name]) page.dataset[name] = preferences[name];
if (preferences.size && !view.has('size') && !view.has('page')) {
  view.set('size', preferences.size);
  history.replaceState(null, '', `?${view}`);
}

// index.html is written in English, by which translations are found: an object, empty for English. This is all that it
// says; the program renders anything else, and translates that itself.
let words = {};
const said = (english) => words[english] ?? english;
const texts = [...document.querySelectorAll('title, .skip, h1, .brand, .brand-name, .skeleton')].map((element) => {
  const node = element.getAttributeNode('aria-label') ?? element;
  return [node, node.textContent];
});
globalThis.translate = (others) => {
  words = others;
  for (const [node, english] of texts) node.textContent = said(english);
};

// The digest that `cargo xtask dist` has written beside an address; without one nothing is refused.
const sealed = (link) => ({ integrity: link.integrity || link.dataset.integrity || '' });

// Sends for the words of the other language. The program does so later, too.
globalThis.sendForWords = async (patience = 30_000) => {
  const link = document.querySelector('link[hreflang=zh]');
  const response = await get(link.href, { ...sealed(link), signal: AbortSignal.timeout(patience) });
  return response.json();
};

// Chinese words, where they are wanted, come before anything is shown in English.
const language = preferences.language ?? navigator.languages.find((name) => /^(en|zh)/.test(name)) ?? 'en';
if (/^zh/.test(language)) {
  page.dataset.words = 'awaited';
  // Whoever would wait longer reads English.
  globalThis.words = sendForWords(5_000);
  globalThis.words.then((others) => {
    page.lang = 'zh-CN';
    translate(others);
  }, () => {}).finally(() => delete page.dataset.words);
}
document.querySelector('.late').remove();
// The place of the timeline is kept from the beginning, so that nothing moves when the rows come.
if (view.get('view') === 'timeline') document.querySelector('.card').dataset.view = 'timeline';
// So is the place of the panel.
if (view.get('batch') && matchMedia('(width >= 1200px)').matches) document.body.dataset.panel = 'docked';
// Browsers refuse to import a module that is not what its preload says.
const script = document.querySelector('link[rel=modulepreload]').href;
const program = document.querySelector('link[rel=preload][type="application/wasm"]');

// What the program is going to ask for, asked while it is still on its way: replies with their texts, by their
// address. The program takes what is here under the very address it would ask, and asks itself otherwise; it gives
// a reply up by the signal that it would give a request of its own.
const ahead = new Map();
globalThis.askedAhead = ahead;

function askAhead(address, options) {
  const asked = Date.now();
  const controller = new AbortController();
  const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(15_000)]);
  const reply = fetch(address, { ...options, signal }).then(async (response) => [response, await response.text(), asked, Date.now()]);
  reply.catch(() => {}); // The program asks again, and reports it.
  ahead.set(address, (given) => {
    given?.addEventListener('abort', () => controller.abort());
    return reply;
  });
  return reply;
}

// Rows are asked for by the settings of the visit before, and again where these are not those of today.
async function askWhatIsNeeded() {
  const today = askAhead('config.json');
  try {
    if (settings) askForRows(settings);
  } catch {} // Whatever it is, it is not what was kept.
  const [, text] = await today;
  if (text === settings) return;
  for (const address of ahead.keys()) if (address !== 'config.json') ahead.delete(address);
  askForRows(text);
  localStorage.setItem(named('config'), text);
}

// What a link may say for its rows to be asked here, each once; other links are the program's to read.
const plain = { page: /^[1-9]\d{0,4}$/, size: /^[1-9]\d{0,2}$/, status: /^(COMPLETED|DISPATCHING|FAILED|RUNNING)$/, type: /^\w+$/, batch: /./, view: /./ };

function askForRows(text) {
  const config = JSON.parse(text);
  if (config.version !== 1) return;
  const endpoint = config.endpoints.find(({ id }) => id === (config.default || config.endpoints[0].id));
  if (endpoint.auth === 'bearer') return; // Nobody has typed the token yet.
  if (/^(?!https?:)[a-z-]+:/i.test(endpoint.url)) return; // The program says what is wrong with it.
  const keys = [...view.keys()];
  if (!keys.every((key, at) => plain[key]?.test?.(view.get(key)) && keys.indexOf(key) === at)) return;
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
    credentials: endpoint.credentials ?? 'same-origin',
  });
}

function explain(error) {
  const text = document.createElement('p');
  text.className = 'boot-problem';
  text.setAttribute('role', 'alert');
  text.textContent = typeof WebAssembly === 'object'
    ? said('The console could not be loaded ({reason}). A new release may have replaced it: reload the page.').replace('{reason}', () => error.message)
    : said('The console needs WebAssembly, which this browser does not have or does not allow.');
  // Without its style nothing of the frame could be read.
  (unstyled() ? document.body : document.querySelector('main')).replaceChildren(text);
  // What cannot be fetched anew by `get` must not be found as it is by the next visit.
  for (const { href } of document.querySelectorAll('[rel$=preload], [rel=stylesheet]')) fetch(href, { cache: 'reload' }).catch(() => {});
}

// Scripts of a page wait for its style, so that one without rules will not have any.
function unstyled() {
  return [...document.querySelectorAll('link[rel=stylesheet]')].find(({ sheet }) => !sheet);
}

async function get(url, options) {
  return checked(await fetch(url, options).catch(async (error) => {
    if (options.signal?.aborted) throw error;
    // Anew, since the browser's own copy may be what is wrong, and as it comes, for what the host says of it.
    await checked(await fetch(url, { ...options, cache: 'reload', integrity: '' })).arrayBuffer();
    return fetch(url, options);
  }));
}

// A fetch that checks a digest holds all bytes back until the last one, and the browser could not compile the program
// while it comes. So it is compiled and digested at the same time, and used where the digest is the one that was built.
async function compiled(url, seal) {
  const [name, digest] = seal.integrity.split('-');
  if (digest && globalThis.crypto?.subtle) {
    try {
      const response = await fetch(url);
      const sum = response.clone().arrayBuffer().then((bytes) => crypto.subtle.digest(name.replace('sha', 'SHA-'), bytes));
      const [module, found] = await Promise.all([WebAssembly.compileStreaming(response), sum]);
      if (btoa(String.fromCharCode(...new Uint8Array(found))) === digest) return module;
    } catch {} // What is wrong with it is found out below.
  }
  return get(url, seal);
}

function checked(response) {
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

try {
  // A config.json that cannot be used is explained by the program.
  askWhatIsNeeded().catch(() => {});
  if (unstyled()) throw new Error(unstyled().href.split('/').pop());
  const { default: start } = await import(script);
  await start({ module_or_path: await compiled(program.href, sealed(program)) });
} catch (error) {
  await Promise.allSettled([globalThis.words]);
  explain(error);
  throw error;
}
