// What every workflow is held to, line by line: what it runs is pinned, what it may do is named, and it hands no text from
// outside to a shell. That it is YAML is Prettier's to say.

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const FOLDER = '.github/workflows';
const workflows = readdirSync(FOLDER).map((name) => ({ name, text: readFileSync(`${FOLDER}/${name}`, 'utf8') }));

const usesOf = (text: string): string[] =>
  text.split('\n').flatMap((line) => /^\s*(?:- )?uses:\s*(.*)$/.exec(line)?.slice(1) ?? []);

/** Name → its lines. */
function jobsOf(text: string): Map<string, string> {
  const [, jobs = ''] = text.split(/^jobs:\n/m);
  const parts = jobs.split(/^ {2}([\w-]+):\n/m).slice(1);
  return new Map(parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1] ?? ''] as const] : [])));
}

/** Each begins with its dash. */
const stepsOf = (job: string): string[] => job.split(/^ {6}(?=- )/m).slice(1);

/** What a shell is given: the lines of `run`, those below it that are deeper included. */
const shellOf = (step: string): string => /(?:^|\s)run:(.*(?:\n {10,}.*)*)/.exec(step)?.[1] ?? '';

test('there are workflows for changes and for releases', () => {
  expect(workflows.map(({ name }) => name).sort()).toEqual(['ci.yml', 'release.yml']);
});

test('an action is the same commit wherever it is used', () => {
  const pins = new Set(workflows.flatMap(({ text }) => usesOf(text)));
  const names = [...pins].map((pin) => pin.split('@')[0]);
  expect(names).toEqual([...new Set(names)]);
  expect(names).toContain('actions/checkout');
});

describe.each(workflows)('$name', ({ text }) => {
  const jobs = [...jobsOf(text)].map(([job, lines]) => ({ job, lines }));

  test('pins every action to a commit, and says which version that is', () => {
    expect(usesOf(text).length).toBeGreaterThan(0);
    for (const uses of usesOf(text)) expect(uses).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('allows nothing that a job does not ask for', () => {
    expect(text).toMatch(/^permissions: \{\}$/m);
    expect(text).toMatch(/^concurrency:$/m);
    expect(text).not.toContain('pull_request_target');
    expect(text).not.toContain('write-all');
  });

  test.each(jobs)('the job $job has permissions of its own, a machine and an end', ({ lines }) => {
    expect(lines).toMatch(/^ {4}permissions:\n {6}[\w-]+: (?:read|write)(?: #|$)/m);
    expect(lines).toMatch(/^ {4}timeout-minutes: \d+$/m);
    expect(lines).toMatch(/^ {4}runs-on: [a-z]+-[\d.]+$/m);
    expect(stepsOf(lines).length).toBeGreaterThan(0);
  });

  test.each(jobs)('no step of $job keeps a credential, or pastes text into a shell', ({ lines }) => {
    for (const step of stepsOf(lines)) {
      if (step.includes('actions/checkout@')) expect(step).toContain('persist-credentials: false');
      expect(shellOf(step)).not.toContain('${{');
    }
  });
});

test('only the jobs that send something can write, and none of them runs what the project has', () => {
  const jobs = workflows.flatMap(({ text }) => [...jobsOf(text)]);
  const writing = jobs.filter(([, lines]) => /: write(?: #|$)/m.test(lines));
  expect(writing.map(([job]) => job)).toEqual(['provenance', 'npm', 'github', 'pages']);
  for (const [job, lines] of writing) expect(lines, job).not.toContain('actions/checkout@');
});

test('what goes to npm or to Pages is switched on by a variable', () => {
  const release = jobsOf(workflows.find(({ name }) => name === 'release.yml')?.text ?? '');
  expect(release.get('npm')).toMatch(/^ {4}if: vars\.PUBLISH_NPM == 'true'$/m);
  expect(release.get('pages')).toMatch(/^ {4}if: vars\.PUBLISH_PAGES == 'true'$/m);
});
