import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  Autosave,
  type AutosavePorts,
  type SavedContent,
} from '../../../web/features/publish/editor/model/autosave.ts';
import {
  contentOf,
  type DraftContent,
  type DraftForm,
} from '../../../web/features/publish/editor/model/draft-form.ts';
import { buildForm } from './draft-forms.ts';

class RefusedError extends Error {
  readonly code: string;
  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

function savedOf(form: DraftForm, updatedAt = '2026-01-01T00:00:00.000Z'): SavedContent {
  return { form, content: contentOf(form), updatedAt };
}

/** A platform that has one draft, and a browser that keeps one form. */
class Scene implements AutosavePorts {
  present = savedOf(buildForm());
  kept: { readonly form: DraftForm; readonly base: DraftContent } | null = null;
  written: DraftContent[] = [];
  refusals: Error[] = [];

  async read(): Promise<SavedContent> {
    return this.present;
  }
  async write(content: DraftContent): Promise<void> {
    const refusal = this.refusals.shift();
    if (refusal !== undefined) throw refusal;
    this.written.push(content);
    this.present = { ...this.present, content };
  }
  keep(form: DraftForm, base: DraftContent): void {
    this.kept = { form, base };
  }
  forget(): void {
    this.kept = null;
  }
  open(): Autosave {
    return new Autosave(this, { saved: this.present, kept: this.kept });
  }
}

const typed = buildForm({ title: { en: 'Typed here', zh: '' } });
const theirs = buildForm({ title: { en: 'Saved elsewhere', zh: '' } });

describe('saving a draft while it is typed', () => {
  let scene: Scene;
  beforeEach(() => {
    vi.useFakeTimers();
    scene = new Scene();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('saves once the typing pauses, and keeps each word in the browser until then', async () => {
    const autosave = scene.open();
    autosave.change(buildForm({ title: { en: 'Typed', zh: '' } }));
    autosave.change(typed);
    expect(scene.kept?.form).toEqual(typed);
    expect(scene.written).toEqual([]);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(scene.written).toEqual([contentOf(typed)]);
    expect(autosave.isSaved).toBe(true);
    expect(scene.kept).toBeNull();
  });

  it('goes on with what an earlier visit typed and could not save', async () => {
    scene.keep(typed, scene.present.content);
    const autosave = scene.open();
    expect(autosave.form).toEqual(typed);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(scene.written).toEqual([contentOf(typed)]);
  });

  it('overwrites nobody: what another tab saved meanwhile waits for a decision', async () => {
    const autosave = scene.open();
    autosave.change(typed);
    scene.present = savedOf(theirs);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(autosave.state).toMatchObject({ phase: 'conflict', theirs: { form: theirs } });
    expect(scene.written).toEqual([]);
    expect(scene.kept?.form).toEqual(typed);
    await autosave.keepMine();
    expect(scene.written).toEqual([contentOf(typed)]);
    expect(autosave.isSaved).toBe(true);
  });

  it('takes the others’ words when that is chosen', async () => {
    const autosave = scene.open();
    autosave.change(typed);
    scene.present = savedOf(theirs);
    expect(await autosave.flush()).toBe(false);
    autosave.takeTheirs();
    expect(autosave.form).toEqual(theirs);
    expect(scene.kept).toBeNull();
    expect(autosave.isSaved).toBe(true);
  });

  it('sees a conflict of an earlier visit at once', () => {
    scene.keep(typed, contentOf(buildForm({ title: { en: 'Before', zh: '' } })));
    scene.present = savedOf(theirs);
    expect(scene.open().state.phase).toBe('conflict');
  });

  it('follows what others saved where nothing was typed here', () => {
    const autosave = scene.open();
    autosave.notice(savedOf(theirs));
    expect(autosave.form).toEqual(theirs);
    expect(autosave.isSaved).toBe(true);
  });

  it('does not take a file that arrives at the same moment for somebody else’s words', async () => {
    scene.refusals = [new RefusedError('CONFLICT')];
    const autosave = scene.open();
    autosave.change(typed);
    expect(await autosave.flush()).toBe(true);
    expect(scene.written).toEqual([contentOf(typed)]);
  });

  it('tries again by itself when the platform does not answer, not when the session ended', async () => {
    scene.refusals = [new RefusedError('UNREACHABLE')];
    const autosave = scene.open();
    autosave.change(typed);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(autosave.state.phase).toBe('failed');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(autosave.isSaved).toBe(true);

    scene.refusals = [new RefusedError('SIGN_IN_REQUIRED')];
    autosave.change(theirs);
    await vi.advanceTimersByTimeAsync(120_000);
    expect(autosave.state.phase).toBe('failed');
    expect(scene.kept?.form).toEqual(theirs);
    expect(await autosave.flush()).toBe(true);
  });

  it('keeps a draft without a title in the browser alone', async () => {
    const autosave = scene.open();
    autosave.change(buildForm({ title: { en: ' ', zh: '' } }));
    expect(await autosave.flush()).toBe(false);
    expect(autosave.state.phase).toBe('incomplete');
    expect(scene.kept).not.toBeNull();
  });
});
