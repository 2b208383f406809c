import base from './jest.config.mjs';

/**
 * Stories run what users get, from packages that were built, packed and published; `scripts/stories.ts` starts this.
 * @type {import('jest').Config}
 */
export default {
  ...base,
  roots: ['<rootDir>/stories'],
  testMatch: ['**/*.story.ts'],
  testEnvironmentOptions: {},
  testTimeout: 180_000,
};
