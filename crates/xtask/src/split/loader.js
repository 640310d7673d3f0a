
// The second part of the program. `loading` is its promise, once it is asked for; a failure is forgotten, so that the
// next call asks again. What is late fails too: nobody could try it again while it is on its way.
let loading;
function loadOnDemand() {
    loading ??= loadPart().catch((error) => {
        loading = undefined;
        throw error;
    });
    return loading;
}

async function loadPart() {
    const response = await fetch(new URL('NAME', import.meta.url), { signal: AbortSignal.timeout(30_000) });
    await __wbg_load(response, { __wasm_split: { SHARED } });
}
