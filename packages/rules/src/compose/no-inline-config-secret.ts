import { composeRule } from '@plimsoll/core/rule';
import { connectionPasswords, holdsToken, isSecretPair } from '../shared/secret-values.ts';

export default composeRule({
  id: 'compose/no-inline-config-secret',
  since: '0.1.0',
  category: 'security',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Keep secrets out of the content of configs.',
  why: `
    The content of a config is part of the Compose file, and so of the repository, and is mounted readable for all. What is
    secret in it belongs in a file of its own below \`secrets\`, or in a variable that Compose fills in.
  `,
  sources: [
    'https://docs.docker.com/reference/compose-file/configs/',
    'https://docs.docker.com/reference/compose-file/secrets/',
  ],
  cwe: [798, 312],
  owasp: ['RULE #12'],
  securitySeverity: 6.5,

  fixable: 'none',
  messages: {
    secret:
      'The content of the config {name} holds a secret, so whoever reads the repository has it. Put it below secrets, or let a variable fill it in.',
  },

  examples: [
    {
      title: 'A password in a configuration file',
      bad: `
        services:
          app:
            image: example/app:1.4
            configs: [settings]
        configs:
          settings:
            content: |
              user=app
              password=correct-horse
      `,
      good: `
        services:
          app:
            image: example/app:1.4
            configs: [settings]
        configs:
          settings:
            content: |
              user=app
              password=\${APP_PASSWORD:?}
      `,
    },
  ],

  on: {
    Resource(resource, { report }) {
      if (resource.type !== 'config') return;
      const [content] = resource.texts('content');
      if (!content) return;
      const line = secretLine(content.raw.text);
      if (!line) return;
      const inside = content.origin.via.length > 0 ? content.origin : content.raw.locate(line);
      report({ at: inside, message: 'secret', data: { name: resource.name } });
    },
  },
});

/** `name = value` and `name: value`, as most configuration files write it. */
const pair = /^\s*(?:export\s+)?["']?([\w.-]{1,128})["']?\s*[:=]\s*(.*)$/;

/** The first line that holds a secret, without the blanks around it. */
function secretLine(text: string): { readonly start: number; readonly end: number } | undefined {
  let start = 0;
  for (const line of text.split('\n')) {
    const [, name = '', rest = ''] = pair.exec(line.slice(0, 2048)) ?? [];
    const value = rest.replace(/[,;]?\s*$/, '').replace(/^(["'])(.*)\1$/, '$2');
    const isComment = /^\s*(?:#|\/\/|;|--)/.test(line);
    if (!isComment && (isSecretPair(name, value) || holdsToken(line) || connectionPasswords(line).length > 0)) {
      return { start: start + line.search(/\S/), end: start + line.trimEnd().length };
    }
    start += line.length + 1;
  }
  return undefined;
}
