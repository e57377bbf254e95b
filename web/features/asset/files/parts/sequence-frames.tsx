import { useState } from 'react';
import { PagedList } from '../../../../components/facts/paged-list.tsx';
import { Details } from '../../../../components/facts/details.tsx';
import { request } from '../../../../lib/session/api.ts';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { sequenceText } from '../../../../lib/sequences/sequence-text.ts';
import { useText } from '../../../../lib/language/text.ts';
import { FileDetails } from './file-details.tsx';
import { SEQUENCE_FRAMES } from '../model/file-documents.ts';
import { FileLink } from './file-link.tsx';
import css from './file-table.module.css';

const PAGE_SIZE = 50;

interface SequenceFramesProps {
  readonly assetId: string;
  /** Cursor of the item before; null for the first. */
  readonly before: string | null;
  readonly name: string;
  readonly canDownload: boolean;
}

/** The frames of a sequence, asked for when they are unfolded, some at a time. */
export function SequenceFrames({ assetId, before, name, canDownload }: SequenceFramesProps) {
  const t = useText(sequenceText);
  const [isOpen, setIsOpen] = useState(false);
  const frames = usePages({
    enabled: isOpen,
    queryKey: ['asset', assetId, 'frames', name],
    readPage: async (after, signal) => {
      const variables = { id: assetId, item: before, first: PAGE_SIZE, after };
      const { asset } = await request(SEQUENCE_FRAMES, variables, { signal });
      return asset?.fileItems.edges[0]?.node.sequence?.frames ?? null;
    },
  });
  return (
    <Details summary={t('showFrames')} onOpen={() => setIsOpen(true)}>
      <PagedList list={frames} lines={4} more={t('moreFrames')}>
        <ul role="list" className={css['frames']}>
          {frames.rows.map(({ file }) => (
            <li key={file.id}>
              <span>{file.path}</span>
              {canDownload && <FileLink assetId={assetId} file={file} />}
              <FileDetails assetId={assetId} file={file} />
            </li>
          ))}
        </ul>
      </PagedList>
    </Details>
  );
}
