import { dockerfileRule, type Instruction } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-overridden-instruction',
  aliases: [
    'buildkit/MultipleInstructionsDisallowed',
    'hadolint/DL4003',
    'hadolint/DL4004',
    'hadolint/DL3012',
    'trivy/DS-0016',
    'trivy/DS-0007',
    'trivy/DS-0023',
    'kics/41c195f4-fc31-4a5c-8a1b-90605538d49f',
    'kics/6938958b-3f1a-451c-909b-baeee14bdc97',
    'dockerfile-utils/MULTIPLE_INSTRUCTIONS',
    'semgrep/multiple-entrypoint-instructions',
    'semgrep/multiple-cmd-instructions',
    'droast/DF038',
    'droast/DF039',
    'droast/DF041',
  ],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Write CMD, ENTRYPOINT and HEALTHCHECK at most once in a stage.',
  why: `
    An image has one of each, and the last one wins without a word. The earlier one does nothing, though it reads as if it
    did: two services started by two CMDs, say. Overriding what another stage or the base image set is fine.
  `,
  sources: [
    'https://docs.docker.com/reference/build-checks/multiple-instructions-disallowed/',
    'https://docs.docker.com/reference/dockerfile/#cmd',
  ],

  fixable: 'none',
  messages: {
    overridden:
      'This {instruction} has no effect, because only the last one of a stage counts. Delete it or merge the two.',
  },

  examples: [
    {
      title: 'Two CMDs',
      bad: `
        FROM python:3.14-slim
        CMD ["./migrate.py"]
        CMD ["./serve.py"]
      `,
      good: `
        FROM python:3.14-slim
        CMD ["./migrate-and-serve.sh"]
      `,
    },
    {
      title: 'One for each stage',
      good: `
        FROM python:3.14-slim AS base
        CMD ["./serve.py"]

        FROM base
        CMD ["./serve.py", "--debug"]
      `,
    },
  ],

  on: {
    File({ preamble, stages }, { report }) {
      for (const instructions of [preamble, ...stages.map((stage) => stage.instructions)]) {
        for (const [earlier, later] of overriddenIn(instructions)) {
          report({
            at: earlier.keyword,
            message: 'overridden',
            data: { instruction: earlier.keyword.text.toUpperCase() },
            related: [{ at: later.keyword, label: 'this one counts' }],
          });
        }
      }
    },
  },
});

/** Pairs of an instruction and the next of its kind. */
function overriddenIn(instructions: readonly Instruction[]): readonly (readonly [Instruction, Instruction])[] {
  const pairs: (readonly [Instruction, Instruction])[] = [];
  const last = new Map<Instruction['kind'], Instruction>();
  for (const instruction of instructions) {
    const { kind } = instruction;
    if (kind !== 'Cmd' && kind !== 'Entrypoint' && kind !== 'Healthcheck') continue;
    const earlier = last.get(kind);
    if (earlier) pairs.push([earlier, instruction]);
    last.set(kind, instruction);
  }
  return pairs;
}
