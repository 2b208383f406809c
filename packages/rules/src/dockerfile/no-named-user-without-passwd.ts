import { type Build, dockerfileRule, type Instruction, replace, type Stage, type Word } from '@plimsoll/core/rule';
import { agreedValue } from '../shared/agreed-value.ts';
import { bareStage, mayProvide } from '../shared/bare-stage.ts';

export default dockerfileRule({
  id: 'dockerfile/no-named-user-without-passwd',
  aliases: ['tally/named-identity-in-passwdless-stage'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Use numbers for users where the image has no `/etc/passwd`.',
  why: `
    Names of users and groups are looked up in \`/etc/passwd\` and \`/etc/group\` of the image. An image built on scratch has
    none: COPY with a name in \`--chown\` fails, and so does a container whose USER is one. A number needs no file.

    Nothing is reported behind a COPY or ADD that may bring the file.
  `,
  sources: [
    'https://docs.docker.com/reference/dockerfile/#user',
    'https://docs.docker.com/reference/dockerfile/#copy---chown---chmod',
  ],

  fixable: 'unsafe',
  fixTitle: 'Use the number 65532 (files that are to be its own must have it too)',
  messages: {
    name: 'The stage has no /etc/passwd and no /etc/group to look {name} up. Use a number, such as 65532:65532, or copy the files.',
  },

  examples: [
    {
      title: 'A name on scratch',
      bad: `
        FROM scratch
        COPY app /app
        USER app
        CMD ["/app"]
      `,
      good: `
        FROM scratch
        COPY app /app
        USER 65532:65532
        CMD ["/app"]
      `,
    },
    {
      title: 'With the file',
      good: `
        FROM alpine:3.22 AS users
        RUN adduser -D app

        FROM scratch
        COPY --from=users /etc/passwd /etc/group /etc/
        COPY --chown=app app /app
        USER app
        CMD ["/app"]
      `,
    },
  ],

  on: {
    Stage(stage, { builds, report }) {
      for (const { at, name } of namesIn(stage, builds)) {
        report({ at, message: 'name', data: { name }, fix: () => [replace(at, '65532:65532')] });
      }
    },
  },
});

function namesIn(stage: Stage, builds: readonly Build[]): readonly { readonly at: Word; readonly name: string }[] {
  const found = [];
  for (const instruction of stage.instructions) {
    const at = identityOf(instruction);
    const value = at && agreedValue(at, instruction, builds);
    const name = value?.split(':').find((part) => part !== '' && part !== 'root' && !/^\d+$/.test(part));
    if (at && name !== undefined && builds.every((build) => lacksUsers(build, stage, instruction)))
      found.push({ at, name });
  }
  return found;
}

function identityOf(instruction: Instruction): Word | undefined {
  if (instruction.kind === 'User') return instruction.value;
  if (instruction.kind !== 'Copy' && instruction.kind !== 'Add') return undefined;
  return instruction.flags.find(({ name }) => name === 'chown')?.value;
}

function lacksUsers(build: Build, stage: Stage, until: Instruction): boolean {
  const bare = bareStage(build, stage);
  if (!bare) return false;
  const before = stage.instructions.slice(0, stage.instructions.indexOf(until));
  return ![...bare.below, ...before].some(
    (one) => one.kind === 'Shell' || mayProvide(build, one, '/etc/passwd') || mayProvide(build, one, '/etc/group'),
  );
}
