import { dockerfileRule, type Instruction, textAt } from '@plimsoll/core/rule';
import { plainName } from '../knowledge/base-images.ts';
import { isDevelopmentContainer, isWorkStage, shippedImage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/require-php-opcache',
  aliases: ['tally/php/enable-opcache-in-production'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['php'],

  summary: 'Enable OPcache in PHP images that serve requests.',
  why: `
    Without OPcache PHP reads and compiles every file for every request. The official images before PHP 8.5 do not load it;
    \`docker-php-ext-install opcache\` does. Judged are images on \`php:*-fpm\` and \`php:*-apache\` themselves; any mention
    of OPcache, a configuration folder copied in, or an installer script counts as a decision.
  `,
  sources: ['https://www.php.net/manual/en/book.opcache.php', 'https://hub.docker.com/_/php'],

  aboutMissing: true,
  fixable: 'none',
  messages: {
    missing:
      'PHP compiles every file for every request here, as {image} does not load OPcache. Add RUN docker-php-ext-install opcache.',
  },

  examples: [
    {
      title: 'PHP behind a server',
      bad: `
        FROM php:8.4-fpm
        COPY src /var/www/html
      `,
      good: `
        FROM php:8.4-fpm
        RUN docker-php-ext-install opcache
        COPY src /var/www/html
      `,
    },
  ],

  on: {
    File(_file, { document, builds, report }) {
      if (isDevelopmentContainer(document)) return;
      for (const build of builds) {
        const image = shippedImage(build);
        if (!image || isWorkStage(image.target) || image.base.kind !== 'image') continue;
        const { familiarName, tag, text } = image.base.reference;
        const version = /^(?:7(?:\.\d+)*|8\.[0-4](?:\.\d+)?)-/.exec(tag?.text ?? '');
        if (plainName(familiarName) !== 'php' || !version || !/-(fpm|apache)(-|$)/.test(tag?.text ?? '')) continue;
        if (image.instructions.some(mayEnable)) continue;
        const { from } = image.bottom;
        report({ at: from.image ?? from.keyword, message: 'missing', data: { image: text } });
        return;
      }
    },
  },
});

/** A mention, a configuration that was not read, or a script that may do it. */
function mayEnable(instruction: Instruction): boolean {
  const text = textAt(instruction);
  if (/opcache/i.test(text) || instruction.kind === 'Onbuild') return true;
  if (instruction.kind === 'Copy' || instruction.kind === 'Add')
    return /php|\.ini|conf|\s\/\s*$|rootfs/i.test(instruction.destination?.text ?? '$') || /\.ini/.test(text);
  return instruction.kind === 'Run' && /\.sh\b|install-php-extensions|ansible|\bmake\b/.test(text);
}
