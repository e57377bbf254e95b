import { contentOf, type DraftContent, type DraftForm, isSameContent } from './draft-form.ts';

export interface SavedContent {
  readonly content: DraftContent;
  readonly form: DraftForm;
  /** ISO. */
  readonly updatedAt: string;
}

export type SaveState =
  | { readonly phase: 'saved'; readonly at: string }
  /** Typed; sent as soon as the typing pauses. */
  | { readonly phase: 'waiting' }
  | { readonly phase: 'saving' }
  /** Lacks what a draft must have; kept in this browser alone. */
  | { readonly phase: 'incomplete' }
  | { readonly phase: 'failed'; readonly error: unknown }
  /** Somebody, or another tab, saved something else meanwhile. */
  | { readonly phase: 'conflict'; readonly theirs: SavedContent };

export interface AutosavePorts {
  /** As the platform has it now. */
  read(): Promise<SavedContent>;
  write(content: DraftContent): Promise<void>;
  /** In this browser, at once, so that a reload or an ended session loses nothing. */
  keep(form: DraftForm, base: DraftContent): void;
  forget(): void;
}

export interface AutosaveStart {
  readonly saved: SavedContent;
  /** What this browser kept of an earlier visit. */
  readonly kept: { readonly form: DraftForm; readonly base: DraftContent } | null;
}

const PAUSE_MS = 1_000;
const RETRY_MS = 5_000;
const MAX_RETRY_MS = 60_000;
const MAX_TRIES = 4;

/** Saves a draft while it is typed. What somebody else saved meanwhile is never overwritten unasked. */
export class Autosave {
  readonly #ports: AutosavePorts;
  readonly #listeners = new Set<() => void>();
  #form: DraftForm;
  /** What was last known to stand on the platform. */
  #base: DraftContent;
  #state: SaveState;
  #timer: ReturnType<typeof setTimeout> | null = null;
  #running: Promise<void> | null = null;
  #retryMs = RETRY_MS;

  constructor(ports: AutosavePorts, { saved, kept }: AutosaveStart) {
    this.#ports = ports;
    this.#form = saved.form;
    this.#base = saved.content;
    this.#state = { phase: 'saved', at: saved.updatedAt };
    if (kept === null || isSameContent(contentOf(kept.form), saved.content)) {
      if (kept !== null) ports.forget();
      return;
    }
    this.#form = kept.form;
    if (isSameContent(kept.base, saved.content)) this.#wait();
    else this.#state = { phase: 'conflict', theirs: saved };
  }

  get form(): DraftForm {
    return this.#form;
  }

  get state(): SaveState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  change(form: DraftForm): void {
    this.#form = form;
    this.#ports.keep(form, this.#base);
    // A conflict waits for a decision; what is typed on is kept.
    if (this.#state.phase === 'conflict') this.#tell();
    else this.#wait();
  }

  /** Saves now what is not saved. True when the platform has exactly what stands in the form. */
  async flush(): Promise<boolean> {
    this.#stopTimer();
    if (this.#running !== null) await this.#running;
    if (this.#state.phase === 'conflict') return false;
    await this.#save();
    return this.isSaved;
  }

  get isSaved(): boolean {
    return this.#state.phase === 'saved' && isSameContent(contentOf(this.#form), this.#base);
  }

  /** Decides a conflict for what stands here; what the others saved is replaced. */
  async keepMine(): Promise<void> {
    if (this.#state.phase !== 'conflict') return;
    this.#base = this.#state.theirs.content;
    this.#ports.keep(this.#form, this.#base);
    this.#set({ phase: 'waiting' });
    await this.flush();
  }

  /** Decides it for what the others saved. */
  takeTheirs(): void {
    if (this.#state.phase !== 'conflict') return;
    const { theirs } = this.#state;
    this.#form = theirs.form;
    this.#base = theirs.content;
    this.#ports.forget();
    this.#set({ phase: 'saved', at: theirs.updatedAt });
  }

  /** Looks whether somebody else saved meanwhile; takes it over where nothing was typed here. */
  notice(saved: SavedContent): void {
    if (this.#running !== null || isSameContent(saved.content, this.#base)) return;
    if (this.#state.phase === 'saved') {
      this.#form = saved.form;
      this.#base = saved.content;
      this.#set({ phase: 'saved', at: saved.updatedAt });
    } else if (!isSameContent(saved.content, contentOf(this.#form))) {
      this.#stopTimer();
      this.#set({ phase: 'conflict', theirs: saved });
    }
  }

  close(): void {
    this.#stopTimer();
  }

  #wait(): void {
    this.#set({ phase: 'waiting' });
    this.#schedule(PAUSE_MS);
  }

  #schedule(ms: number): void {
    this.#stopTimer();
    this.#timer = setTimeout(() => void this.#save(), ms);
  }

  #stopTimer(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  async #save(): Promise<void> {
    if (this.#running !== null) return;
    this.#running = this.#saveOnce().finally(() => {
      this.#running = null;
    });
    await this.#running;
    // Typed while it was being saved.
    const state = this.#state.phase;
    if (state === 'saved' && !isSameContent(contentOf(this.#form), this.#base)) this.#wait();
  }

  async #saveOnce(): Promise<void> {
    const content = contentOf(this.#form);
    if (Object.keys(content.title).length === 0) {
      this.#set({ phase: 'incomplete' });
      return;
    }
    this.#set({ phase: 'saving' });
    try {
      await this.#compareAndWrite(content);
      this.#retryMs = RETRY_MS;
    } catch (error) {
      this.#set({ phase: 'failed', error });
      if (!isPassing(error)) return;
      this.#schedule(this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, MAX_RETRY_MS);
    }
  }

  async #compareAndWrite(content: DraftContent): Promise<void> {
    for (let tries = 1; ; tries++) {
      const saved = await this.#ports.read();
      const isTheirs = !isSameContent(saved.content, this.#base) && !isSameContent(saved.content, content);
      if (isTheirs) {
        this.#set({ phase: 'conflict', theirs: saved });
        return;
      }
      if (isSameContent(saved.content, content)) {
        this.#finish(content, saved.updatedAt);
        return;
      }
      try {
        await this.#ports.write(content);
        this.#finish(content, new Date().toISOString());
        return;
      } catch (error) {
        // A file that arrives at the same moment changes the draft too: look again.
        if (codeOf(error) !== 'CONFLICT' || tries >= MAX_TRIES) throw error;
      }
    }
  }

  #finish(content: DraftContent, at: string): void {
    this.#base = content;
    if (isSameContent(contentOf(this.#form), content)) this.#ports.forget();
    else this.#ports.keep(this.#form, content);
    this.#set({ phase: 'saved', at });
  }

  #set(state: SaveState): void {
    this.#state = state;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function isPassing(error: unknown): boolean {
  return ['UNREACHABLE', 'UNAVAILABLE', 'CONFLICT', 'LIMIT_EXCEEDED'].includes(codeOf(error));
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
