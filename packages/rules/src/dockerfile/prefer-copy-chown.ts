import {
  type Build,
  dockerfileRule,
  effectiveUserAt,
  type Instruction,
  insertAfter,
  type Stage,
} from '@plimsoll/core/rule';
import { isWindowsStage, looksLikeWindows } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-copy-chown',
  aliases: ['tally/copy-after-user-without-chown'],
  since: '0.1.0',
  category: 'correctness',
  severity: 'info',
  presets: [],

  summary: 'Say with `--chown` whose files COPY makes behind USER.',
  why: `
    USER sets who runs a step and the container, not whose the copied files are: without \`--chown\` they belong to
    root, and the user can not change them. For programs and configuration that is the safer choice, so that the rule is in
    no preset.
  `,
  sources: ['https://docs.docker.com/reference/dockerfile/#copy---chown---chmod'],

  fixable: 'unsafe',
  fixTitle: 'Add --chown (the user can then change the files)',
  messages: {
    owner: 'These files belong to root, although {user} is the user here. Add --chown={user} if it is to change them.',
  },

  examples: [
    {
      title: 'Files of root',
      bad: `
        FROM node:24
        USER node
        COPY package.json ./
      `,
      good: `
        FROM node:24
        USER node
        COPY --chown=node package.json ./
      `,
    },
    {
      title: 'Before USER, or with an owner later',
      good: `
        FROM node:24 AS build
        COPY package.json ./
        USER node
        FROM node:24
        USER node
        COPY package.json ./
        USER root
        RUN chown node package.json
      `,
    },
  ],

  on: {
    Stage(stage, { document, builds, report }) {
      if (looksLikeWindows(document) || builds.some((build) => isWindowsStage(build, stage))) return;
      for (const instruction of stage.instructions) {
        if (instruction.kind !== 'Copy' && instruction.kind !== 'Add') continue;
        if (instruction.flags.some(({ name }) => name === 'chown') || isChownedLater(stage, instruction)) continue;
        const users = new Set(builds.map((build) => userAt(build, instruction)));
        const [user] = users;
        if (users.size !== 1 || user === undefined) continue;
        const at = instruction.keyword;
        report({ at, message: 'owner', data: { user }, fix: () => [insertAfter(at, ` --chown=${user}`)] });
      }
    },
  },
});

/** Who runs, where an instruction of the file says so and it is not root. */
function userAt(build: Build, instruction: Instruction): string | undefined {
  const who = effectiveUserAt(build, instruction);
  if (who?.kind !== 'user' || !('value' in who.value) || !who.user || /^(?:root|0+)$/.test(who.user)) return undefined;
  return /^[\w.:-]+$/.test(who.value.value) ? who.value.value : undefined;
}

const isChownedLater = ({ instructions }: Stage, instruction: Instruction): boolean =>
  instructions
    .slice(instructions.indexOf(instruction))
    .some((later) => later.kind === 'Run' && /\bchown\b/.test(later.body.text));
