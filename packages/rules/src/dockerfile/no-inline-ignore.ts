import { dockerfileRule, option } from '@plimsoll/core/rule';

/** How each tool is silenced in a Dockerfile; from their documentation, 2026-11-22. */
const tools = {
  plimsoll: /^\s*plimsoll-disable(?:-\w+)*(?![\w-])/,
  hadolint: /^\s*hadolint\s+(?:(?:global|stage)\s+)?ignore\s*=/,
  docker: /^\s*check\s*=\s*(?:\S*;)?skip=/i,
  tally: /^\s*tally\s+(?:global\s+)?ignore\s*=/,
  checkov: /^\s*(?:checkov|bridgecrew):skip=/,
  trivy: /^\s*(?:trivy|tfsec):ignore:/,
  kics: /^\s*kics-scan\s+(?:ignore|disable)/,
  semgrep: /^\s*(?:nosemgrep|nosem)\b/,
  'dockerfile-utils': /^\s*dockerfile-utils:\s*ignore\b/,
  droast: /^\s*droast\s+ignore\b/,
} as const;

type Tool = keyof typeof tools;
const toolNames: readonly Tool[] = [
  ...(['plimsoll', 'hadolint', 'docker', 'tally', 'checkov', 'trivy', 'kics', 'semgrep'] as const),
  ...(['dockerfile-utils', 'droast'] as const),
];

export default dockerfileRule({
  id: 'dockerfile/no-inline-ignore',
  aliases: ['hadolint/DL1001', 'droast/DF072'],
  since: '0.1.0',
  category: 'maintainability',
  severity: 'info',
  presets: [],

  summary: 'Do not silence linters with comments.',
  why: `
    Where exceptions are decided for all of a project, they belong into the configuration, which is reviewed as such; a
    comment in one of many files is not. This is a policy, so the rule is in no preset. To ask for a reason in each comment
    instead, or to find those that silence nothing, see \`plimsoll/valid-suppression\` and \`plimsoll/no-unused-suppression\`.
  `,

  fixable: 'none',
  options: {
    allow: option.strings({
      default: [],
      summary: 'Tools whose comments are allowed: plimsoll, hadolint, docker, tally, checkov, trivy, kics, semgrep ...',
    }),
  },
  messages: {
    silenced: 'This comment silences {tool} in this file alone. Decide it in the configuration, or remove the cause.',
  },

  examples: [
    {
      title: 'A comment for hadolint',
      bad: `
        FROM alpine:3.22
        # hadolint ignore=DL3018
        RUN apk add --no-cache curl
      `,
    },
    {
      title: 'Other settings',
      good: `
        # syntax=docker/dockerfile:1
        # hadolint shell=bash
        FROM alpine:3.22
        RUN true
      `,
    },
  ],

  on: {
    File({ comments, directives }, { options, report }) {
      const all = [
        ...comments.map((comment) => ({ at: comment, text: comment.text })),
        ...directives.map((directive) => ({ at: directive, text: `${directive.name}=${directive.value}` })),
      ];
      for (const { at, text } of all) {
        const tool = toolNames.find((name) => tools[name].test(text));
        if (tool !== undefined && !options.allow.includes(tool)) report({ at, message: 'silenced', data: { tool } });
      }
    },
  },
});
