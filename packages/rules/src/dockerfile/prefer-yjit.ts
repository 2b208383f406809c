import { type CommandForm, dockerfileRule, textAt } from '@plimsoll/core/rule';
import { plainName } from '../knowledge/base-images.ts';
import { isDevelopmentContainer, isWorkStage, shippedImage } from '../shared/shipped-image.ts';

export default dockerfileRule({
  id: 'dockerfile/prefer-yjit',
  aliases: ['tally/ruby/yjit-not-enabled-on-supported-runtime'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['ruby'],

  summary: 'Switch YJIT on for Ruby servers.',
  why: `
    Since Ruby 3.3 its compiler YJIT makes servers a fifth faster for some memory, and is off until
    \`RUBY_YJIT_ENABLE=1\` or \`--yjit\` asks for it. Rails switches it on by itself since 7.2, so that only servers that are
    called without Rails are reported: Puma, Falcon, Unicorn, Rackup.
  `,
  sources: ['https://docs.ruby-lang.org/en/3.4/yjit/yjit_md.html'],

  aboutMissing: true,
  fixable: 'none',
  messages: {
    off: 'This server runs without YJIT, the compiler of {image}. Set ENV RUBY_YJIT_ENABLE=1.',
  },

  examples: [
    {
      title: 'Puma',
      bad: `
        FROM ruby:3.4-slim
        CMD ["bundle", "exec", "puma"]
      `,
      good: `
        FROM ruby:3.4-slim
        ENV RUBY_YJIT_ENABLE=1
        CMD ["bundle", "exec", "puma"]
      `,
    },
  ],

  on: {
    File(_file, { document, builds, report }) {
      if (isDevelopmentContainer(document)) return;
      for (const build of builds) {
        const image = shippedImage(build);
        const runs = image?.command ?? image?.entrypoint;
        if (!image || !runs || isWorkStage(image.target) || image.base.kind !== 'image') continue;
        const { familiarName, tag, text } = image.base.reference;
        if (plainName(familiarName) !== 'ruby' || !/^(3\.[3-9]|[4-9])(\.|-|$)/.test(tag?.text ?? '')) continue;
        if (!isServer(runs.command) || /yjit|rails/i.test(textAt(document.root))) continue;
        report({ at: runs.keyword, message: 'off', data: { image: text } });
        return;
      }
    },
  },
});

function isServer(form: CommandForm): boolean {
  const words = form.form === 'exec' ? form.items.map(({ value }) => value) : form.script.text.split(/\s+/);
  return words.some((word) => /^(puma|falcon|unicorn|rackup)$/.test(word));
}
