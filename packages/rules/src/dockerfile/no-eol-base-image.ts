import { dockerfileRule, option, stageGraph } from '@plimsoll/core/rule';
import { releasesOf } from '../knowledge/end-of-life.ts';

const day = 24 * 60 * 60 * 1000;

export default dockerfileRule({
  id: 'dockerfile/no-eol-base-image',
  aliases: ['tally/ruby/eol-ruby-version'],
  since: '0.1.0',
  category: 'supply-chain',
  severity: 'warning',
  presets: ['recommended'],

  summary: 'Do not build on a release that gets no more security fixes.',
  why: `
    After the end of its life a distribution or language gets no security fixes: flaws that are found from then on stay in
    each image that is built on it, and its package mirrors go away. Known are the ends of the commonest distributions,
    languages and databases, by the version or code name in the tags of their own images; other images are left alone.
    Debian's long term support counts, support that is paid for does not.
  `,
  sources: ['https://endoflife.date/'],
  owasp: ['RULE #13'],

  fixable: 'none',
  options: {
    images: option.strings({ default: [], summary: 'Images, without tag, that may be old.' }),
    warnDaysBefore: option.integer({ default: 0, summary: 'Report this many days before the end already.' }),
  },
  messages: {
    ended: '{release} has had no security fixes since {end}. Build on a release that is supported.',
    ends: '{release} gets no more security fixes after {end}. Plan the move to a newer release.',
  },

  examples: [
    {
      title: 'Releases that have ended',
      bad: `
        FROM node:16-alpine AS build
        FROM debian:buster-slim
      `,
      good: `
        FROM node:24-alpine AS build
        FROM debian:trixie-slim
      `,
    },
    {
      title: 'An old distribution below',
      bad: `
        FROM python:3.12-slim-buster
      `,
      good: `
        FROM python:3.12-slim-trixie
      `,
    },
  ],

  on: {
    From(from, { document, builds, project, options, report }) {
      const stage = document.root.stages[from.stageIndex ?? -1];
      const { today } = project;
      if (!from.image || !stage || today === undefined) return;
      for (const build of builds) {
        const base = stageGraph(build).baseOf(stage);
        if (base.kind !== 'image' || !base.reference.tag) continue;
        const { familiarName, tag } = base.reference;
        if (options.images.includes(familiarName)) continue;
        const limit = dayAfter(today, options.warnDaysBefore);
        const [release] = releasesOf(familiarName, tag.text).filter(({ end }) => end < limit);
        if (!release) continue;
        const { name, end } = release;
        report({ at: from.image, message: end < today ? 'ended' : 'ends', data: { release: name, end } });
        return;
      }
    },
  },
});

/** The date `days` after one, both as `YYYY-MM-DD`. */
function dayAfter(date: string, days: number): string {
  const time = Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(time) || days === 0 ? date : new Date(time + days * day).toISOString().slice(0, 10);
}
