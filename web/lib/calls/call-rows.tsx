import { Link } from 'react-router';
import { Localized } from '../../components/facts/localized.tsx';
import { Picture } from '../../components/facts/picture.tsx';
import { PicturePlaceholder } from '../../components/facts/picture-placeholder.tsx';
import { useHolderName } from '../assets/asset-names.ts';
import { useText } from '../language/text.ts';
import type { CallRow } from './call-documents.ts';
import { CallState } from './call-state.tsx';
import css from './calls.module.css';
import { callsText } from './calls-text.ts';

interface CallRowsProps {
  readonly calls: readonly CallRow[];
  /** What screen readers call the list. */
  readonly label: string;
  /** Of the heading of each, below that of the page or section. */
  readonly level?: 2 | 3;
}

/** Calls with their pictures, who calls and until when. */
export function CallRows({ calls, label, level = 2 }: CallRowsProps) {
  return (
    <ul role="list" className={css['rows']} aria-label={label}>
      {calls.map((call) => (
        <Row key={call.id} call={call} level={level} />
      ))}
    </ul>
  );
}

function Row({ call, level }: { readonly call: CallRow; readonly level: 2 | 3 }) {
  const t = useText(callsText);
  const name = useHolderName(call.organization);
  const Heading = `h${level}` as const;
  return (
    <li className={css['row']}>
      <div className={css['pictures']}>
        {call.assets.map(({ id, cover }) => (
          <Picture
            key={id}
            file={cover}
            alt=""
            sizes="(width < 40rem) 22vw, 8rem"
            fallback={<PicturePlaceholder ratio={1}>{t('unpictured')}</PicturePlaceholder>}
          />
        ))}
      </div>
      <div className={css['words']}>
        <Heading className={css['title']}>
          <Link to={`/calls/${call.id}`}>
            <Localized text={call.title} />
          </Link>
        </Heading>
        <p className={css['soft']}>{t('by', { name })}</p>
        <CallState state={call.state} closingDay={call.closingDay} />
      </div>
    </li>
  );
}
