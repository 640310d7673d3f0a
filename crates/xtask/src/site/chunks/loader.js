
// Lazy chunks of the program, each fetched once. A failure is forgotten, so that the next call fetches again, and not
// from the browser's cache, which may be what is wrong. What is late fails too: nobody could try it again while it is on
// its way.
const chunks = CHUNKS;
const loading = {};

// Called by the program.
function loadChunk(name) {
    return Promise.all(chunks[name].map(([file, integrity]) => loading[file] ??= loadFile(file, integrity)));
}

async function loadFile(file, integrity) {
    try {
        const controller = new AbortController();
        setTimeout(() => controller.abort(), 30_000);
        const options = { cache: file in loading ? 'reload' : 'default', integrity, signal: controller.signal };
        await __wbg_load(await fetch(new URL(file, import.meta.url), options), { __wasm_split: { SHARED } });
    } catch (error) {
        loading[file] = undefined;
        throw error;
    }
}
