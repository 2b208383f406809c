import {
  argumentsOf,
  dockerfileRule,
  packageInstallsOf,
  type ShellCommand,
  shellCommands,
  stageGraph,
} from '@plimsoll/core/rule';
import { isDevelopmentContainer, isWorkStage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/no-xdebug',
  aliases: ['tally/php/no-xdebug-in-final-image'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['php'],
  mentions: ['xdebug'],

  summary: 'Ship no image with Xdebug.',
  why: `
    Xdebug slows every request down, and with its step debugger on it connects to whoever a request names: a way to run code
    in the container. Install it in a stage for development that the shipped stage is not based on. Stages called \`dev\`,
    \`test\`, \`ci\` or \`debug\` are left alone.
  `,
  sources: ['https://xdebug.org/docs/step_debug'],

  fixable: 'none',
  messages: {
    shipped:
      'This installs Xdebug into the image that is shipped, where it slows PHP down and lets a debugger in. Move it to a stage for development.',
  },

  examples: [
    {
      title: 'A stage for development',
      bad: `
        FROM php:8.4-fpm
        RUN pecl install xdebug && docker-php-ext-enable xdebug
      `,
      good: `
        FROM php:8.4-fpm AS base
        FROM base AS dev
        RUN pecl install xdebug && docker-php-ext-enable xdebug
        FROM base
      `,
    },
  ],

  on: {
    Script(script, { document, builds, report }) {
      const { instruction } = script;
      const stage = document.root.stages[instruction.stageIndex ?? -1];
      if (instruction.kind !== 'Run' || !stage || isWorkStage(stage) || isDevelopmentContainer(document)) return;
      if (!builds.some((build) => stageGraph(build).isShipped(stage))) return;
      const words = [
        ...packageInstallsOf(script).flatMap(({ command, packages }) => (isCertain(command) ? packages : [])),
        ...shellCommands(script).flatMap((command) =>
          isInstaller(command.name) && isCertain(command) ? (argumentsOf(command)?.operands ?? command.args) : [],
        ),
      ];
      const found = words.find(
        ({ value }) => value !== undefined && /^(php[\d.]*-(pecl-)?)?xdebug\d?(-[\d.]+\w*)?$/i.test(value),
      );
      if (found) report({ at: found, message: 'shipped' });
    },
  },
});

const isInstaller = (name: string | undefined): boolean =>
  name === 'pecl' ||
  name === 'docker-php-ext-install' ||
  name === 'docker-php-ext-enable' ||
  name === 'install-php-extensions';

/** Not where an argument of the build decides: `if [ "$DEBUG" = 1 ]; then ...`. */
const isCertain = ({ context }: ShellCommand): boolean => !context.conditional && !context.enclosing;
