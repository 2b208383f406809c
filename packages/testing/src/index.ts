export { checkExample, dedent, type ExampleOutcome, exampleFiles, rulesBeside } from './check-examples.ts';
export { checkFixture, type FixtureOutcome } from './check-fixture.ts';
export { checkRule, checkRuleNames } from './check-rule.ts';
export { type PageFailure, type PageStep, readDocsPage, runDocsPage, type SessionCommand } from './docs-page.ts';
export { fixText } from './fix-text.ts';
export { type FixtureFile, type RuleFixture, ruleFixtures, workspaceRoot } from './fixture-files.ts';
export { lintMemory, type MemoryLint } from './lint-memory.ts';
export { exampleDay, type MemoryFile, memoryProject, type World } from './memory-project.ts';
export { type ExpectedFinding, type Fixture, readFixture } from './read-fixture.ts';
