
// The second part of the program. `loading` is its promise, once it is asked for; a failure is forgotten, so that the
// next call asks again, and not the browser's own copy, which may be what is wrong. What is late fails too: nobody could
// try it again while it is on its way.
let loading;
let cache = 'default';
function loadOnDemand() {
    loading ??= loadPart().catch((error) => {
        loading = undefined;
        cache = 'reload';
        throw error;
    });
    return loading;
}

async function loadPart() {
    const options = { cache, integrity: 'INTEGRITY_OF_PART', signal: AbortSignal.timeout(30_000) };
    const response = await fetch(new URL('NAME', import.meta.url), options);
    await __wbg_load(response, { __wasm_split: { SHARED } });
}
