/**
 * Runs a file of `dist`. Compiling takes longer than linting one file, so compiled code is kept between runs: Node 22 and
 * later do it themselves, and for Node 20 we do. NODE_DISABLE_COMPILE_CACHE turns off both.
 */
module.exports.start = (file) => {
  if (process.versions.node.startsWith('20.')) {
    require('./load-compiled.js').load(file);
  } else {
    require('node:module').enableCompileCache?.();
    require(`../dist/${file}`);
  }
};
