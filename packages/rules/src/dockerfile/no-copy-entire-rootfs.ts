import {
  type Build,
  type CopyInstruction,
  dockerfileRule,
  externalBaseOf,
  joinPath,
  option,
  type ReferenceTarget,
  stageGraph,
} from '@plimsoll/core/rule';
import { baseRuntime } from '../knowledge/base-images.ts';
import { isOverlayImage } from '../knowledge/overlay-images.ts';
import { agreedValue } from '../shared/agreed-value.ts';

export default dockerfileRule({
  id: 'dockerfile/no-copy-entire-rootfs',
  aliases: ['hadolint/DL3067', 'droast/DF026'],
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],
  atMost: { unknownSource: 'info' },

  summary: 'Copy what is needed from a stage, not its whole file system.',
  why: `
    \`COPY --from=build / /\` brings everything along: compilers, caches, sources, package databases and what a step has
    left in \`/root\` or \`/tmp\`. It lies over the files of the base, so that the libraries and the package database of the
    result no longer fit each other, and scanners judge it wrongly.

    To make one layer of many, with \`FROM scratch\` as the target, is a known use and no finding, and neither is a stage
    \`FROM scratch\` that only collects files. Where nothing tells what the source holds, the finding is a guess and only
    information.
  `,
  sources: [
    'https://docs.docker.com/build/building/multi-stage/',
    'https://docs.docker.com/reference/dockerfile/#copy---from',
  ],
  cwe: [538],
  securitySeverity: 3.5,

  fixable: 'none',
  options: {
    allowScratch: option.boolean({ default: true, summary: 'Accept it in a stage that is built on scratch.' }),
  },
  messages: {
    everything:
      'This copies all files of {from} over those of the base, build tools and leftovers too. Name the directories that are needed.',
    unknownSource:
      'This copies all files of {from} over those of the base. Unless it holds only what is meant for that, name the directories that are needed.',
  },

  examples: [
    {
      title: 'A whole stage',
      bad: `
        FROM golang:1.25 AS build
        RUN go build -o /usr/local/bin/app ./...

        FROM debian:trixie-slim
        COPY --from=build / /
      `,
      good: `
        FROM golang:1.25 AS build
        RUN go build -o /usr/local/bin/app ./...

        FROM debian:trixie-slim
        COPY --from=build /usr/local/bin/app /usr/local/bin/
      `,
    },
    {
      title: 'All layers made one',
      good: `
        FROM debian:trixie-slim AS rootfs
        RUN rm -rf /usr/share/doc

        FROM scratch
        COPY --from=rootfs / /
      `,
    },
  ],

  on: {
    Copy(copy, { builds, options, report }) {
      const from = copy.from?.value;
      if (!from || !copy.destination || !isRoot(agreedValue(copy.destination, copy, builds))) return;
      const at = copy.sources.find((source) => isRoot(agreedValue(source, copy, builds)));
      if (!at) return;
      const judged = builds.map((build) => judge(build, copy, options.allowScratch));
      const message = judged.includes(undefined) ? undefined : judged[0];
      if (message) report({ at, message, data: { from: from.text } });
    },
  },
});

const isRoot = (path: string | undefined): boolean => path !== undefined && path !== '' && joinPath('/', path) === '/';

function judge(build: Build, copy: CopyInstruction, allowScratch: boolean) {
  const graph = stageGraph(build);
  const stage = copy.stageIndex === undefined ? undefined : graph.stages[copy.stageIndex];
  if (!stage) return undefined;
  const { base } = externalBaseOf(build, stage);
  if (base.kind === 'unknown' || base.kind === 'context' || (base.kind === 'scratch' && allowScratch)) return undefined;
  const reference = graph.references.find(({ instruction }) => instruction === copy);
  return reference && judgeSource(build, reference.target);
}

function judgeSource(build: Build, target: ReferenceTarget): 'everything' | 'unknownSource' | undefined {
  if (target.kind === 'image') {
    if (!target.result.ok) return undefined;
    const { familiarName, tag } = target.result.reference;
    if (isOverlayImage(familiarName)) return undefined;
    return isSystem(familiarName, tag?.text) ? 'everything' : 'unknownSource';
  }
  if (target.kind !== 'stage') return undefined;
  const { stage, base } = externalBaseOf(build, target.stage);
  if (base.kind !== 'image') return undefined;
  const { familiarName, tag } = base.reference;
  if (isOverlayImage(familiarName)) return undefined;
  // Where a RUN works there is a system.
  const hasSystem = [stage, target.stage].some(({ instructions }) => instructions.some(({ kind }) => kind === 'Run'));
  return hasSystem || isSystem(familiarName, tag?.text) ? 'everything' : 'unknownSource';
}

/** Distributions and languages: images to build on. A service may be a single program. */
const isSystem = (name: string, tag: string | undefined): boolean => baseRuntime(name, tag)?.idle === true;
