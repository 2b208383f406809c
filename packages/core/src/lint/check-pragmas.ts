import { type CheckOptions, instructionCheckOptions, parseCheckOptions } from '../dockerfile/check-options.ts';
import { detectDirective } from '../dockerfile/detect-directive.ts';
import type { DockerfileDocument, Instruction } from '../dockerfile/nodes.ts';
import { fact } from '../facts/fact.ts';
import { buildsOf, linkedBuilds } from '../facts/project-index.ts';
import type { Project } from '../project/project.ts';
import { type Located, locateInFile } from '../text/located.ts';
import type { SourceText } from '../text/source-text.ts';
import type { Suppression } from './findings.ts';
import type { Draft, FinishContext } from './finish.ts';

const prefix = 'buildkit/';
const buildArgument = 'BUILDKIT_DOCKERFILE_CHECK';

/** An experimental check is off until it is asked for, and then nothing skips it. */
const experimental = 'InvalidDefinitionDescription';

/** Checks that BuildKit makes without looking at an instruction's own comment. */
const fileWide = new Set([
  'ConsistentInstructionCasing',
  'DuplicateStageName',
  'ReservedStageName',
  'NoEmptyContinuation',
  'InvalidDefaultArgInFrom',
]);

/**
 * Marks findings of rules that stand for a check of BuildKit where the file skips that check: by the directive
 * `# check=skip=...` (or the build argument in its place) or by such a comment above the instruction. Names are
 * compared as BuildKit does, letter by letter.
 */
export function applyCheckPragmas(drafts: readonly Draft[], { project }: FinishContext): readonly Draft[] {
  if (!drafts.some(({ active }) => active.rule.aliases.some((alias) => alias.startsWith(prefix)))) return drafts;
  const documents = dockerfilesByText(project);
  return drafts.map((draft) => {
    if (draft.suppressed) return draft;
    const document = documents.get(draft.report.at.source);
    const suppressed = document && skipFor(draft, document, project);
    return suppressed ? { ...draft, suppressed } : draft;
  });
}

function dockerfilesByText(project: Project): ReadonlyMap<SourceText, DockerfileDocument> {
  const found = new Map<SourceText, DockerfileDocument>();
  for (const document of project.documents.values())
    if (document.kind === 'dockerfile') found.set(document.source, document);
  for (const { inline } of linkedBuilds(project)) if (inline) found.set(inline.source, inline);
  return found;
}

function skipFor({ active, report }: Draft, document: DockerfileDocument, project: Project): Suppression | undefined {
  const checks = active.rule.aliases.flatMap((alias) => (alias.startsWith(prefix) ? [alias.slice(prefix.length)] : []));
  if (checks.includes(experimental)) return undefined;
  if (checks.length === 0) return undefined;
  const directive = detectDirective(document.source, 'check');
  const builds = buildsOf(project, document);
  const skipped = builds.every((build) => {
    const given = build.args.has(buildArgument) ? (build.args.get(buildArgument) ?? '') : directive?.value;
    const options = given === undefined ? undefined : parseCheckOptions(given);
    return options?.ok === true && checks.some((check) => skips(options.options, check));
  });
  if (skipped)
    return suppressedAt({ source: document.source, span: { start: directive?.start ?? 0, end: directive?.end ?? 0 } });
  const own = checks.filter((check) => !fileWide.has(check));
  const place = own.includes('MultipleInstructionsDisallowed') ? (report.related?.[0]?.at ?? report.at) : report.at;
  const instruction = instructionAt(document, place);
  const options = instruction && instructionCheckOptions(instruction.leadingComments);
  const comment = instruction?.leadingComments[0];
  if (!options || !comment || !own.some((check) => skips(options, check))) return undefined;
  return suppressedAt(comment);
}

const skips = ({ skip, skipAll }: CheckOptions, check: string): boolean => skipAll || skip.includes(check);

function suppressedAt(place: Located): Suppression {
  const { source, span } = locateInFile(place);
  return { kind: 'comment', reason: undefined, line: source.position(span.start).line };
}

/** Starts of instructions, which are in file order. */
const instructionStarts = fact('core/instruction-starts@1', ({ root }: DockerfileDocument): readonly number[] =>
  root.instructions.map(({ span }) => span.start),
);

function instructionAt(document: DockerfileDocument, { span }: Located): Instruction | undefined {
  const starts = instructionStarts(document);
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= span.start) low = middle + 1;
    else high = middle;
  }
  return document.root.instructions[low - 1];
}
