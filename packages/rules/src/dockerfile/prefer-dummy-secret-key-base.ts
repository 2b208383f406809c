import { dockerfileRule, insertBefore, shellCommands } from '@plimsoll/core/rule';
import { variableOf } from '../shared/script-variables.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-dummy-secret-key-base',
  aliases: ['tally/ruby/asset-precompile-without-dummy-key'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['ruby'],
  mentions: ['assets:precompile'],

  summary: 'Precompile the assets of Rails with `SECRET_KEY_BASE_DUMMY=1`.',
  why: `
    \`rails assets:precompile\` loads the application, which in production asks for its secret key. Who has none at hand in
    the build copies \`config/master.key\` into the image or passes the key as an argument. With
    \`SECRET_KEY_BASE_DUMMY=1\` (Rails 7.1) the application starts with a random one.
  `,
  sources: ['https://guides.rubyonrails.org/security.html', 'https://github.com/rails/rails/pull/46760'],
  cwe: [538],
  securitySeverity: 3,

  fixable: 'unsafe',
  fixTitle: 'Add SECRET_KEY_BASE_DUMMY=1 (credentials can not be read in this step)',
  messages: {
    key: 'This step needs a secret key for production, which then lies in the image or its history. Run it with SECRET_KEY_BASE_DUMMY=1.',
  },

  examples: [
    {
      title: 'Assets that need no key',
      bad: `
        FROM ruby:3.4-slim
        RUN bundle exec rails assets:precompile
      `,
      good: `
        FROM ruby:3.4-slim
        RUN SECRET_KEY_BASE_DUMMY=1 bundle exec rails assets:precompile
      `,
    },
    {
      title: 'With a key from a secret, or none for development',
      good: `
        FROM ruby:3.4-slim
        RUN --mount=type=secret,id=master,target=/app/config/master.key ./bin/rails assets:precompile
        RUN RAILS_ENV=development ./bin/rails assets:precompile
      `,
    },
  ],

  on: {
    Script(script, { builds, report }) {
      const { instruction } = script;
      if (instruction.kind !== 'Run' || instruction.mounts.some(({ type }) => type === 'secret' || !type)) return;
      for (const command of shellCommands(script)) {
        if (!/^(?:rails|rake)$/.test(command.name ?? '')) continue;
        const at = command.args.find(({ value }) => value === 'assets:precompile');
        if (!at || settings.some((name) => variableOf(name, command, script, builds))) continue;
        const environment = variableOf('RAILS_ENV', command, script, builds);
        if (environment && !('value' in environment && environment.value === 'production')) continue;
        const first = command.wrappers[0]?.nameWord ?? command.nameWord;
        const fix = first?.node ? () => [insertBefore(first, 'SECRET_KEY_BASE_DUMMY=1 ')] : null;
        report({ at, message: 'key', fix });
      }
    },
  },
});

const settings = ['SECRET_KEY_BASE_DUMMY', 'SECRET_KEY_BASE', 'RAILS_MASTER_KEY'];
