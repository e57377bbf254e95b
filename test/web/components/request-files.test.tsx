import { act, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ChosenFile, idsOf, isUnready } from '../../../web/features/requests/model/chosen-file.ts';
import { EntryFiles } from '../../../web/features/requests/parts/files/entry-files.tsx';
import { FileField } from '../../../web/features/requests/parts/files/file-field.tsx';
import { fileText } from '../../../web/features/requests/words/file-text.ts';
import { formatsFor } from '../../../web/lib/language/format.ts';
import { textIn } from '../../../web/lib/language/text.ts';
import { LANGUAGES, renderIn } from './rendered.tsx';

/** A request that the test answers. */
class FakeRequest {
  static sent: FakeRequest[] = [];
  readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void } = {};
  url = '';
  status = 0;
  responseText = '';
  isAborted = false;
  onload?: () => void;
  onerror?: () => void;
  onabort?: () => void;
  open(_method: string, url: string) {
    this.url = url;
  }
  setRequestHeader() {}
  send() {
    FakeRequest.sent.push(this);
  }
  abort() {
    this.isAborted = true;
    this.onabort?.();
  }
  answer(status: number, body: object) {
    Object.assign(this, { status, responseText: JSON.stringify(body) });
    this.onload?.();
  }
}

beforeEach(() => {
  FakeRequest.sent = [];
  vi.stubGlobal('XMLHttpRequest', FakeRequest);
});
afterEach(() => vi.unstubAllGlobals());

const PDF = new File(['%PDF'], 'contract.pdf');

describe.each(LANGUAGES)('files for a message (%s)', (language) => {
  const t = textIn(fileText, language);
  let files: readonly ChosenFile[] = [];

  function Form() {
    const [chosen, setChosen] = useState<readonly ChosenFile[]>([]);
    files = chosen;
    return <FileField target={{ request: 'r1' }} files={chosen} onChange={setChosen} />;
  }

  async function choose(...chosen: File[]) {
    const user = renderIn(language, <Form />);
    const input = document.querySelector('input[type=file]');
    if (!(input instanceof HTMLInputElement)) throw new Error('no input');
    await user.upload(input, chosen);
    return user;
  }

  it('are sent when they are chosen, with progress, and are ready when they have arrived', async () => {
    await choose(PDF);
    const [request] = FakeRequest.sent;
    expect(request?.url).toBe('/requests/r1/files?name=contract.pdf');
    expect(isUnready(files)).toBe(true);
    act(() => request?.upload.onprogress?.({ loaded: 1, total: 4 }));
    const bar = screen.getByRole('progressbar', { name: t('sending', { name: 'contract.pdf' }) });
    expect(bar.getAttribute('aria-valuenow')).toBe('0.25');
    await act(async () => request?.answer(201, { file: { id: 'f1' } }));
    expect(screen.getByText(t('sent'))).toBeTruthy();
    expect([idsOf(files), isUnready(files)]).toEqual([['f1'], false]);
  });

  it.each([
    ['a.txt', '', 'empty'],
    ['a.exe', 'MZ', 'otherType'],
    ['a.txt', 'x'.repeat(10_000_001), 'tooLarge'],
    [`${'a'.repeat(200)}.txt`, 'x', 'badName'],
  ] as const)('are refused before they are sent: %.20s', async (name, content, fault) => {
    const user = renderIn(language, <Form />);
    const input = document.querySelector('input[type=file]');
    if (!(input instanceof HTMLInputElement)) throw new Error('no input');
    input.removeAttribute('accept');
    await user.upload(input, [new File([content], name)]);
    const limits = { most: '200', size: formatsFor(language).bytes(10_000_000) };
    expect(screen.getByRole('alert').textContent).toBe(t(fault, limits));
    expect(FakeRequest.sent).toEqual([]);
    expect(isUnready(files)).toBe(true);
  });

  it('say what the platform refused, and are sent again when the connection broke', async () => {
    const user = await choose(PDF, new File(['x'], 'a.txt'));
    const [pdf, text] = FakeRequest.sent;
    await act(async () => {
      pdf?.answer(400, { error: { code: 'BAD_INPUT', message: 'no' } });
      text?.onerror?.();
    });
    expect(screen.getByText(t('refusedBytes'))).toBeTruthy();
    await user.click(screen.getByRole('button', { name: t('again', { name: 'a.txt' }) }));
    await act(async () => FakeRequest.sent[2]?.answer(201, { file: { id: 'f2' } }));
    expect(idsOf(files)).toEqual(['f2']);
    await user.click(screen.getByRole('button', { name: t('remove', { name: 'contract.pdf' }) }));
    expect(isUnready(files)).toBe(false);
  });

  it('end on their way when they are removed', async () => {
    const user = await choose(PDF);
    await user.click(screen.getByRole('button', { name: t('remove', { name: 'contract.pdf' }) }));
    expect(FakeRequest.sent[0]?.isAborted).toBe(true);
    expect(files).toEqual([]);
  });

  it('are at most five; the others are named', async () => {
    await choose(...Array.from({ length: 7 }, (_, at) => new File(['x'], `${String(at)}.txt`)));
    expect(files).toHaveLength(5);
    expect(screen.getByRole('alert').textContent).toMatch(/5\.txt.*6\.txt/);
    expect(screen.getByRole('button', { name: t('choose') })).toHaveProperty('disabled', true);
  });
});

describe.each(LANGUAGES)('the files of an entry (%s)', (language) => {
  const t = textIn(fileText, language);

  it('are links to download, and pictures are shown', () => {
    renderIn(
      language,
      <EntryFiles
        requestId="r1"
        files={[
          { id: 'f1', name: 'scan.png', mediaType: 'image/png', size: 2_000 },
          { id: 'f2', name: '<b>list</b>.csv', mediaType: 'text/csv', size: 10 },
        ]}
      />,
    );
    const [picture, table] = screen.getAllByRole('listitem');
    if (picture === undefined || table === undefined) throw new Error('no rows');
    const link = within(picture).getByRole('link', { name: t('download', { name: 'scan.png' }) });
    expect([link.getAttribute('href'), link.getAttribute('download')]).toEqual([
      '/requests/r1/files/f1',
      'scan.png',
    ]);
    expect(within(picture).getByRole('img').getAttribute('src')).toBe('/requests/r1/files/f1');
    expect(within(table).queryByRole('img')).toBeNull();
    expect(table.textContent).toContain('<b>list</b>.csv');
    expect(table.textContent).toContain(t('table'));
  });

  it('are nothing without files', () => {
    renderIn(language, <EntryFiles requestId="r1" files={[]} />);
    expect(screen.queryByRole('list')).toBeNull();
  });
});
