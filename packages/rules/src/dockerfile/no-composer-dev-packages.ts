import { argumentsOf, dockerfileRule, flagOf, shellCommands } from '@plimsoll/core/rule';
import { insertWords } from '../shared/command-edits.ts';
import { variableOf } from '../shared/script-variables.ts';
import { isDevelopmentContainer, isWorkStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/no-composer-dev-packages',
  aliases: ['tally/php/composer-no-dev-in-production'],
  since: '0.1.0',
  category: 'security',
  severity: 'info',
  presets: ['strict', 'php'],

  summary: 'Install the packages of production only with Composer.',
  why: `
    Without \`--no-dev\` Composer installs test frameworks, debuggers and the like too: more code in the image, and tools
    that have been used to break in (\`vendor/phpunit\`). Stages that are called \`dev\`, \`test\`, \`ci\` or \`debug\` are
    left alone, as is \`COMPOSER_NO_DEV=1\`.
  `,
  sources: ['https://getcomposer.org/doc/03-cli.md#install-i', 'https://getcomposer.org/doc/03-cli.md#composer-no-dev'],
  cwe: [489],
  securitySeverity: 3.1,
  mentions: ['composer'],

  fixable: 'unsafe',
  fixTitle: 'Add --no-dev, which leaves out the packages for development',
  messages: {
    dev: 'composer install brings the packages for development too. Add --no-dev, or name the stage dev or test.',
  },

  examples: [
    {
      title: 'Packages for development',
      bad: `
        FROM composer:2 AS vendor
        COPY composer.json composer.lock ./
        RUN composer install --no-interaction
      `,
      good: `
        FROM composer:2 AS vendor
        COPY composer.json composer.lock ./
        RUN composer install --no-dev --no-interaction
      `,
    },
  ],

  on: {
    Script(script, { document, builds, report }) {
      const { instruction } = script;
      const stage = document.root.stages[instruction.stageIndex ?? -1];
      if (instruction.kind !== 'Run' || !stage || isWorkStage(stage) || isDevelopmentContainer(document)) return;
      for (const command of shellCommands(script)) {
        const args = command.name === 'composer' ? argumentsOf(command) : undefined;
        const [word] = args?.subcommandWords ?? [];
        if (!args?.complete || !word || args.subcommands.join(' ') !== 'install') continue;
        if (flagOf(args, '--no-dev') || flagOf(args, '--dev') || flagOf(args, '--help')) continue;
        const variable = variableOf('COMPOSER_NO_DEV', command, script, builds);
        if (variable && !('value' in variable && /^0?$/.test(variable.value))) continue;
        report({ at: word, message: 'dev', fix: () => insertWords(word, '--no-dev') ?? [] });
      }
    },
  },
});
