import { gzipSync } from 'node:zlib';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { commandLineOptions } from './cli-bundle.mjs';
import { extensionOptions } from './extension-bundle.mjs';
import { root } from './project-files.ts';

/** The bytes of a bundle, and which files went into it. */
export interface Bundle {
  readonly min: number;
  readonly gzip: number;
  readonly metafile: Metafile;
}

const browserEntry = `
  export * from '@plimsoll/core';
  export * as formatters from '@plimsoll/core/formatters';
  export * as rules from '@plimsoll/rules';
`;

/** Core with its formatters and all rules, as a page would load them. Fails if anything in it needs Node. */
export function browserBundle(): Promise<Bundle> {
  return measure({ platform: 'browser', stdin: { contents: browserEntry, resolveDir: root } });
}

/** The command line with everything that it can load. */
export function commandLineBundle(): Promise<Bundle> {
  return measure(commandLineOptions);
}

/** The client inside the VS Code extension. */
export function extensionBundle(): Promise<Bundle> {
  return measure(extensionOptions);
}

async function measure(options: BuildOptions): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    bundle: true,
    format: 'esm',
    conditions: ['source'],
    legalComments: 'none',
    logLevel: 'silent',
    ...options,
    outdir: 'measured',
    minify: true,
    write: false,
    metafile: true,
  });
  const sum = (size: (contents: Uint8Array) => number): number =>
    (outputFiles ?? []).reduce((total, file) => total + size(file.contents), 0);
  return {
    min: sum((contents) => contents.length),
    gzip: sum((contents) => gzipSync(contents).length),
    metafile,
  };
}
