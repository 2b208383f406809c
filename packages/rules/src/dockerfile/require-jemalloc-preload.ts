import { dockerfileRule, packageInstallsOf, stageGraph, textAt } from '@plimsoll/core/rule';

export default dockerfileRule({
  id: 'dockerfile/require-jemalloc-preload',
  aliases: ['tally/ruby/jemalloc-installed-but-not-preloaded'],
  since: '0.1.0',
  category: 'performance',
  severity: 'info',
  presets: ['ruby'],
  mentions: ['jemalloc'],

  summary: 'Load jemalloc where it is installed for Ruby.',
  why: `
    Ruby takes the allocator that it was built with: installing \`libjemalloc2\` changes nothing until \`LD_PRELOAD\` loads
    it. The memory of a server that was to shrink stays as it is.
  `,
  sources: ['https://github.com/jemalloc/jemalloc/wiki/Getting-Started'],

  fixable: 'none',
  messages: {
    unused:
      'Nothing loads {package}, so that Ruby goes on with its own allocator. Set ENV LD_PRELOAD=libjemalloc.so.2.',
  },

  examples: [
    {
      title: 'Installed and loaded',
      bad: `
        FROM ruby:3.4-slim
        RUN apt-get update && apt-get install -y libjemalloc2
        CMD ["ruby", "server.rb"]
      `,
      good: `
        FROM ruby:3.4-slim
        RUN apt-get update && apt-get install -y libjemalloc2
        ENV LD_PRELOAD=libjemalloc.so.2
        CMD ["ruby", "server.rb"]
      `,
    },
  ],

  on: {
    Script(script, { document, builds, report }) {
      const stage = document.root.stages[script.instruction.stageIndex ?? -1];
      if (script.instruction.kind !== 'Run' || !stage || !builds.some((build) => stageGraph(build).isShipped(stage)))
        return;
      // An entrypoint that was not read may load it, as that of Rails' template does.
      const text = textAt(document.root);
      if (!/ruby|rails|bundle/i.test(text)) return;
      if (/LD_PRELOAD|MALLOC_CONF|--with-jemalloc|ld\.so\.preload|entrypoint|\.sh\b/i.test(text)) return;
      for (const { packages } of packageInstallsOf(script)) {
        const word = packages.find(({ value }) => value !== undefined && /^(lib)?jemalloc\d?(=.*)?$/.test(value));
        if (word) report({ at: word, message: 'unused', data: { package: word.value ?? '' } });
      }
    },
  },
});
