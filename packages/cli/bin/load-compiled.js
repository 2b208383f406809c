const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const { join, posix } = require('node:path');
const vm = require('node:vm');

const dist = join(__dirname, '../dist');

/**
 * Beside the code, so that whoever could plant something here could change the code itself. Not among the published files.
 * V8 refuses what another version of it, or one with other flags, has compiled.
 */
const folder = join(__dirname, '../.compiled', `${process.version}-${process.arch}`);
const isOn = !process.env.NODE_DISABLE_COMPILE_CACHE;

/** For `load-plugin.ts`: what V8 had compiled before can't import on Node 20, and what it compiles now warns of it. */
globalThis[Symbol.for('plimsoll.import')] = (url) => import(url);

/** Files of the bundle that were compiled in this run, with where their code goes. */
const compiled = [];
const modules = new Map();

/** Loads a file of the bundle, and what it requires, by its path in `dist`. Returns its exports. */
function load(path) {
  const known = modules.get(path);
  if (known) return known.exports;
  const module = { exports: {} };
  modules.set(path, module);
  const filename = join(dist, path);
  const script = compile(readFileSync(filename, 'utf8'), filename, path);
  const directory = posix.dirname(path);
  const requireFrom = (id) => (id.startsWith('.') ? load(posix.join(directory, id)) : require(id));
  script.runInThisContext()(module.exports, requireFrom, module);
  return module.exports;
}

/** Only what has its content's hash in its name is kept: V8 knows a changed source by its length alone. */
function compile(code, filename, path) {
  const kept =
    isOn && path.startsWith('chunks/') ? join(folder, path.slice('chunks/'.length).replace(/cjs$/, 'bin')) : undefined;
  const cachedData = kept && readIfThere(kept);
  const script = new vm.Script(`(function(exports,require,module){${code}\n})`, {
    filename,
    cachedData,
    importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  if (kept && !cachedData) compiled.push({ script, kept });
  return script;
}

function readIfThere(file) {
  try {
    return readFileSync(file);
  } catch {
    return undefined;
  }
}

/** At the end, when V8 has compiled the functions that were called. Where nothing can be written, nothing is kept. */
function keep() {
  if (compiled.length === 0) return;
  try {
    mkdirSync(folder, { recursive: true });
    for (const { script, kept } of compiled) {
      const unfinished = `${kept}.${process.pid}`;
      writeFileSync(unfinished, script.createCachedData());
      renameSync(unfinished, kept);
    }
  } catch {
    // A package that its user may not write to: it works without.
  }
}

process.once('exit', keep);

module.exports = { load };
