import { dockerfileRule, literalValue, option, parsePlatform } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/no-constant-platform',
  aliases: [
    'buildkit/FromPlatformFlagConstDisallowed',
    'hadolint/DL3029',
    'kics/b16e8501-ef3c-44e1-a543-a093238099c9',
    'semgrep/avoid-platform-with-from',
    'droast/DF061',
  ],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: ['strict'],

  summary: 'Do not fix the platform of a base image.',
  why: `
    With a constant platform the file builds the same image for every machine: slow under emulation on another
    architecture, and a surprise to whoever asks for \`--platform\`. Leave the choice to the caller, or say
    \`$BUILDPLATFORM\` for a stage that cross-compiles. Where one platform is meant, name the stage after it
    (\`AS build-arm64\`).
  `,
  sources: ['https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/'],

  fixable: 'none',
  options: {
    systems: option.strings({
      default: ['windows'],
      summary: 'Operating systems that may be constant: images for Windows exist for nothing else.',
    }),
  },
  messages: {
    constant:
      'This stage is always for {platform}, whatever platform the build asks for. Remove the flag, or use $BUILDPLATFORM for a stage that cross-compiles.',
  },

  examples: [
    {
      title: 'A constant',
      bad: `
        FROM --platform=linux/amd64 node:24
      `,
      good: `
        FROM node:24
      `,
    },
    {
      title: 'Stages that say so',
      good: `
        FROM --platform=linux/amd64 alpine:3.22 AS tools-amd64
        FROM --platform=linux/arm64 alpine:3.22 AS tools-arm64
        FROM tools-$TARGETARCH
      `,
    },
  ],

  on: {
    Stage({ name, from }, { options, report }) {
      const word = from.platform?.value;
      const text = word && literalValue(word);
      const platform = text === undefined ? undefined : parsePlatform(text);
      if (!word || text === undefined || !platform || 'problem' in platform) return;
      const { os, architecture } = platform;
      if (options.systems.includes(os)) return;
      // An empty name is part of every name, so a platform without system is looked for by its architecture alone.
      const parts = [os || 'linux', architecture].filter((part) => part !== '');
      if (name !== undefined && parts.some((part) => name.includes(part))) return;
      report({ at: word, message: 'constant', data: { platform: text } });
    },
  },
});
