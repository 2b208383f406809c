import { type Build, fact, type Instruction, type InstructionScript, stageGraph, type Word } from '@plimsoll/core/rule';

/** A configuration that a package manager reads besides its command line. */
export interface ManagerSetting {
  /** Where its files are: `/etc/apt`. */
  readonly directory: RegExp;
  /** What a RUN that writes the setting itself contains. */
  readonly written: RegExp;
}

/** `APT::Get::Assume-Yes`, in a file or by `apt-config`. */
export const aptAssumeYes: ManagerSetting = { directory: /^\/etc(\/apt|$)/, written: /assume-yes|Get::Quiet/i };
export const aptRecommends: ManagerSetting = { directory: /^\/etc(\/apt|$)/, written: /install-recommends/i };
export const dnfAssumeYes: ManagerSetting = { directory: /^\/etc(\/(yum|dnf)|$)/, written: /assumeyes/i };
export const pipNoCache: ManagerSetting = {
  directory: /(^\/etc|pip\.conf|\.config|\.pip)(\/|$)/,
  written: /no[-_]cache[-_]dir\s*=|config\b.*no[-_]cache[-_]dir/i,
};

/**
 * True if a file that is copied in, or a RUN before the script or in it, may set what the setting is about. It only ever
 * silences: what a configuration says in the end is not known from the Dockerfile.
 */
export function mayBeSet(setting: ManagerSetting, script: InstructionScript, builds: readonly Build[]): boolean {
  const { instruction } = script;
  if (isWrittenBy(instruction, setting)) return true;
  return builds.some((build) => settersBefore(build, instruction).some((one) => isSetBy(one, setting)));
}

const isWrittenBy = ({ body, heredocs }: Instruction, { written }: ManagerSetting): boolean =>
  (written.test(body.text) && />|\b(tee|sed|config)\b/.test(body.text)) ||
  heredocs.some(({ body: text }) => written.test(text.text));

function isSetBy(instruction: Instruction, setting: ManagerSetting): boolean {
  if (instruction.kind === 'Copy' || instruction.kind === 'Add') {
    const to = instruction.destination?.text ?? '';
    // A tree for the root directory can hold anything.
    return setting.directory.test(to) || to.startsWith('$') || (to === '/' && instruction.sources.some(isTree));
  }
  return isWrittenBy(instruction, setting);
}

const isTree = ({ text }: Word): boolean => !/[^/.]\.\w+$/.test(text);

/** What may write configuration, in the stages below and before the instruction in its own. */
function settersBefore(build: Build, instruction: Instruction): readonly Instruction[] {
  const { stageIndex, span } = instruction;
  if (stageIndex === undefined) return [];
  const own = settersByStage(build)[stageIndex] ?? [];
  return own.filter((one) => one.stageIndex !== stageIndex || one.span.start < span.start);
}

/** How many of them are kept for one stage: no real file comes near, and each script looks through all. */
const maximalSetters = 64;

const interesting = /assume-?yes|recommends|get::quiet|no[-_]cache[-_]dir/i;

const settersByStage = fact('rules/manager-setters@1', (build: Build): readonly (readonly Instruction[])[] => {
  const graph = stageGraph(build);
  const found: (readonly Instruction[])[] = [];
  for (const stage of graph.stages) {
    const base = graph.baseOf(stage);
    const below = base.kind === 'stage' ? (found[base.stage.index] ?? []) : [];
    const own = stage.instructions.filter(maySet);
    found.push(own.length === 0 ? below : [...below, ...own].slice(-maximalSetters));
  }
  return found;
});

function maySet(instruction: Instruction): boolean {
  switch (instruction.kind) {
    case 'Copy':
    case 'Add':
      return /^\/?$|^\$|\/etc|pip|config/.test(instruction.destination?.text ?? '');
    case 'Run':
      return (
        interesting.test(instruction.body.text) || instruction.heredocs.some(({ body }) => interesting.test(body.text))
      );
    default:
      return false;
  }
}
