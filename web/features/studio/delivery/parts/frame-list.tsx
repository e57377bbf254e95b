import { type ReactNode, useState } from 'react';
import { Details } from '../../../../components/facts/details.tsx';
import { Skeleton } from '../../../../components/page/skeleton.tsx';
import { usePages } from '../../../../lib/session/use-pages.ts';
import { sequenceText } from '../../../../lib/sequences/sequence-text.ts';
import { useText } from '../../../../lib/language/text.ts';
import css from './download-list.module.css';
import type { LicensedFile } from '../model/file-request.ts';
import { GrowingList } from './growing-list.tsx';
import { type LicensedItem, pageOfFrames, SHOWN_AT_ONCE } from '../../license/model/license-files.ts';

interface FrameListProps {
  readonly item: LicensedItem;
  row(file: LicensedFile): ReactNode;
}

/** The frames of a sequence by themselves, asked for when they are unfolded, some at a time. */
export function FrameList({ item, row }: FrameListProps) {
  const t = useText(sequenceText);
  const [isOpen, setIsOpen] = useState(false);
  const frames = usePages({
    enabled: isOpen,
    queryKey: ['studio', 'license', 'frames', item.file.id],
    readPage: (after, signal) => pageOfFrames(item, { first: SHOWN_AT_ONCE, after, signal }),
  });
  return (
    <Details summary={t('showFrames')} onOpen={() => setIsOpen(true)}>
      {frames.isPending && <Skeleton lines={4} />}
      <GrowingList
        label={t('showFrames')}
        className={css['files']}
        list={frames}
        keyOf={({ id }) => id}
        row={row}
        more={t('moreFrames')}
      />
    </Details>
  );
}
