// Makes one file of the chunks that every run loads. Cut finely enough that nothing else is among them, they are dozens,
// and opening a file and its compiled code takes Node longer than running most of them.
import { createHash } from 'node:crypto';
import { basename } from 'node:path';

const requires = /\brequire\((["'])\.\/(?:chunks\/)?([\w.-]+\.cjs)\1\)/g;

/**
 * Takes the CommonJS texts of all files of a bundle by their paths, and what each of them imports statically. Merges what
 * `start` needs before it does anything, and `entry` does not; each file becomes a function in the new one, run once, when
 * it is first asked for. Returns all files of the new bundle: the others ask the new one.
 */
export function mergeChunks(texts, importsOf, { entry, start }) {
  const apart = closureOf(entry, importsOf);
  const merged = new Set([...closureOf(start, importsOf)].filter((path) => !apart.has(path)));
  const names = new Set([...merged].map((path) => basename(path)));
  const inside = (code) => code.replace(requires, (whole, _, name) => (names.has(name) ? ask('__part', name) : whole));
  // In parentheses, so that V8 compiles them at once: all of them run.
  const parts = [...merged].map((path) => {
    return `${JSON.stringify(basename(path))}:(function(exports,module){${inside(texts.get(path))}})`;
  });
  const text = `const __parts={${parts.join(',\n')}};${loader}`;
  const name = `always-${createHash('sha256').update(text).digest('hex').slice(0, 8).toUpperCase()}.cjs`;
  const folder = start.slice(0, -basename(start).length);
  const outside = (path, code) => {
    const here = path.startsWith(folder) ? `./${name}` : `./chunks/${name}`;
    const there = `require(${JSON.stringify(here)})`;
    return code.replace(requires, (whole, _, chunk) => (names.has(chunk) ? ask(there, chunk) : whole));
  };
  const others = [...texts].filter(([path]) => !merged.has(path)).map(([path, code]) => [path, outside(path, code)]);
  return new Map([...others, [folder + name, text]]);
}

/** Names with underscores, which no module of ours has: each part sees them. */
const ask = (from, name) => `${from}(${JSON.stringify(name)})`;

const loader = `
const __made=new Map();
function __part(name){
let module=__made.get(name);
if(!module){
module={exports:{}};
__made.set(name,module);
__parts[name](module.exports,module);
}
return module.exports;
}
module.exports=__part;
`;

function closureOf(start, importsOf) {
  const found = new Set([start]);
  for (const path of found) for (const next of importsOf(path)) found.add(next);
  return found;
}
