// Starts the app, or says on the page why it did not start. The two links are written by Trunk.
const script = document.querySelector('link[rel=modulepreload]').href;
const program = document.querySelector('link[rel=preload][type="application/wasm"]').href;

function explain(error) {
  const text = document.createElement('p');
  text.className = 'boot-problem';
  text.setAttribute('role', 'alert');
  text.textContent = typeof WebAssembly === 'object'
    ? `The console could not be loaded (${error.message}). A new release may have replaced it: reload the page.`
    : 'The console needs WebAssembly, which this browser does not have or does not allow.';
  document.querySelector('main').replaceChildren(text);
}

async function get(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response;
}

try {
  const { default: start } = await import(script);
  await start({ module_or_path: get(program) });
} catch (error) {
  explain(error);
  throw error;
}
