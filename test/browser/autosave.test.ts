// Drafts save themselves while they are written, in a real browser; without scripts everything works as before.
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { freePorts } from '../../local/ports.js';
import { createProjectDraft } from '../../usecases/create-project-draft.js';
import { readLabelApplication } from '../../usecases/read-label-application.js';
import { readProjectDraft } from '../../usecases/read-project-draft.js';
import { type Actions, actionsOf } from '../support/actions.js';
import { type Lifecycle, openLifecycle } from '../support/lifecycle.js';
import { europeanProject, type PersonName } from '../support/programme.js';
import { until } from '../support/until.js';
import { appWithPages, Visitor } from '../web/support/visitor.js';
import { browserOf, openBrowser, signIn } from './support/browser.js';

let life: Lifecycle;
let actions: Actions;
let app: FastifyInstance;
let browser: Browser;
let publicUrl: string;
const contexts: BrowserContext[] = [];
beforeAll(async () => {
  life = await openLifecycle('browser-autosave');
  actions = actionsOf(life);
  await life.startWorker();
  const [port = 0] = await freePorts(1);
  publicUrl = `http://127.0.0.1:${port}`;
  app = await appWithPages(life, { publicUrl });
  await app.listen({ port, host: '127.0.0.1' });
  browser = await openBrowser();
}, 60_000);
afterEach(async () => {
  for (const context of contexts.splice(0)) await context.close();
});
afterAll(async () => {
  await browser?.close();
  await app?.close();
  await life?.close();
});

async function openAs(person: PersonName, address: string, wishes: Parameters<typeof browserOf>[3] = {}) {
  const context = await browserOf(browser, publicUrl, await Visitor.as(app, life, person), wishes);
  contexts.push(context);
  const page = await context.newPage();
  await page.goto(address);
  return { context, page };
}

const actorOf = (person: PersonName) => life.people[person].actor;

async function draftOf(person: PersonName = 'greekFounder') {
  const content = europeanProject(life, 'Rivers of Europe');
  const { projectId } = await createProjectDraft(life.deps, actorOf(person), { content });
  return { projectId, address: `/projects/${projectId}/edit` };
}

const stored = (projectId: string) => readProjectDraft(life.deps, actorOf('greekFounder'), projectId);
const storedWith = (projectId: string, goals: string) =>
  until('the draft is saved', async () => {
    const draft = await stored(projectId);
    return draft.content.goals === goals && draft;
  });

const told = (page: Page) => page.locator('.autosave p:visible').textContent();
const keptIn = (page: Page) => page.evaluate('Object.keys(localStorage).length');

test('given a draft of a project, when its founder stops typing, then it is saved, says when, and can be submitted at once', async () => {
  const { projectId, address } = await draftOf();
  const { page } = await openAs('greekFounder', address, { language: 'el' });

  await page.getByLabel('Στόχοι').fill('To measure rivers.');

  expect((await storedWith(projectId, 'To measure rivers.')).version).toBe(2);
  await page.getByText(/^Αποθηκεύτηκε στις \d\d:\d\d$/).waitFor();
  expect(await keptIn(page)).toBe(0);

  await page.getByLabel('Στόχοι').fill('To measure rivers twice.');
  await page.getByRole('button', { name: 'Αποθήκευση και υποβολή' }).click();
  await page.waitForURL(`**/projects/${projectId}`);
  const row = life.owner.selectFrom('projects').select('content').where('project_id', '=', projectId);
  expect((await row.executeTakeFirstOrThrow()).content).toMatchObject({ goals: 'To measure rivers twice.' });
});

test('R-3.1.1 given a draft of a label application, when its teacher stops typing, then it is saved, and nothing is submitted', async () => {
  const projectId = await actions.complete();
  const applicationId = await actions.labelDraft('greekFounder', projectId);
  const { page } = await openAs('greekFounder', `/label-applications/${applicationId}`);

  await page.getByLabel('Links to results').fill('https://example.org/map');

  await until('the application is saved', async () => {
    const { content, status } = await readLabelApplication(life.deps, actorOf('greekFounder'), applicationId);
    return status === 'draft' && content.resultsLinks[0] === 'https://example.org/map';
  });
  await page.getByText(/^Saved at \d\d:\d\d$/).waitFor();
});

test('given that the other founder saved meanwhile, when the draft saves itself, then nothing is lost or saved over, and both texts are a click away', async () => {
  const { projectId, address } = await draftOf();
  const { page: mine } = await openAs('greekFounder', address);
  const { page: theirs } = await openAs('frenchFounder', address);
  await theirs.getByLabel('Goals').fill('Written first.');
  await storedWith(projectId, 'Written first.');

  await mine.getByLabel('Goals').fill('Written second.');
  await mine.getByText('Somebody else has changed this meanwhile').waitFor();
  expect((await stored(projectId)).content.goals).toBe('Written first.');
  await mine.getByRole('button', { name: 'Compare both texts' }).click();

  await mine.getByText('Stored version 2, by frenchFounder').waitFor();
  expect(await mine.locator('#field-goals-stored').textContent()).toContain('Written first.');
  expect(await mine.getByLabel('Goals').inputValue()).toBe('Written second.');
  await mine.getByRole('button', { name: 'Save', exact: true }).click();
  await storedWith(projectId, 'Written second.');
});

test('given a session that was lost while writing, when the teacher signs in and opens the page again, then what was written is put back and saved', async () => {
  const { projectId, address } = await draftOf();
  const { context, page } = await openAs('greekFounder', address);
  await context.clearCookies({ name: 'etwinning-session' });

  await page.getByLabel('Goals').fill('Not to be lost.');
  await page.getByText('You are signed out.').waitFor();
  expect((await stored(projectId)).version).toBe(1);
  await signIn(context, publicUrl, await Visitor.as(app, life, 'greekFounder'));
  await page.goto(address);

  await page.getByText('was put back and saved').waitFor();
  expect(await page.getByLabel('Goals').inputValue()).toBe('Not to be lost.');
  expect((await stored(projectId)).content.goals).toBe('Not to be lost.');
});

test('given a shared computer, when another teacher signs in or the writer signs out, then nothing that was written is left there', async () => {
  const { address } = await draftOf();
  const { context, page } = await openAs('greekFounder', address);
  await context.setOffline(true);
  await page.getByLabel('Goals').fill('Private.');
  await page.getByText('No connection.').waitFor();
  expect(await keptIn(page)).toBe(1);
  await signIn(context, publicUrl, await Visitor.as(app, life, 'frenchFounder'));
  await context.setOffline(false);
  await page.goto(address);

  expect(await page.getByLabel('Goals').inputValue()).not.toBe('Private.');
  expect(await keptIn(page)).toBe(0);

  await page.evaluate("localStorage.setItem('autosave x', 'y')");
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in');
  expect(await keptIn(page)).toBe(0);
});

test('given a connection that was lost, also just after a save was received, when it is back, then what was written is saved without a conflict', async () => {
  const { projectId, address } = await draftOf();
  const { context, page } = await openAs('greekFounder', address);
  // Received by the server, but its answer never comes.
  await page.route(`**${address}`, async (route) => {
    await route.fetch();
    await route.abort();
  });
  await page.getByLabel('Goals').fill('Received.');
  await storedWith(projectId, 'Received.');
  await page.getByText('No connection.').waitFor();
  await context.setOffline(true);
  await page.unrouteAll();
  await page.getByLabel('Goals').fill('Received, and more.');
  await context.setOffline(false);

  expect((await storedWith(projectId, 'Received, and more.')).version).toBe(3);
  await page.getByText(/^Saved at/).waitFor();
});

test('given a browser without scripts, when a draft is written and saved, then it is saved, and nothing speaks of saving itself', async () => {
  const { projectId, address } = await draftOf();
  const { page } = await openAs('greekFounder', address, { javaScript: false });

  await page.getByLabel('Goals').fill('By hand.');
  await page.getByRole('button', { name: 'Save', exact: true }).click();

  await page.getByText('Saved.', { exact: true }).waitFor();
  expect((await stored(projectId)).content.goals).toBe('By hand.');
  expect(await page.locator('.autosave p:visible').count()).toBe(0);
});

test('given the strict content policy, when a draft’s page is open, then the browser reports no violation', async () => {
  const { address } = await draftOf();
  const { context } = await openAs('greekFounder', address);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));

  await page.goto(address);
  await page.getByLabel('Goals').fill('Strict.');
  await page.getByText(/^Saved at/).waitFor();

  expect(await told(page)).toMatch(/^Saved at/);
  expect(complaints).toEqual([]);
});
