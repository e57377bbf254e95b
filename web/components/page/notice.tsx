import { CircleAlert, CircleCheck, CircleHelp, CircleX, Info } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import css from './notice.module.css';

/** A state is its icon and its word, never color alone. */
export type Tone = 'live' | 'refused' | 'unknown' | 'plain';

const ICONS = { live: CircleCheck, refused: CircleX, unknown: CircleHelp, plain: Info } as const;

/** A word for how something stands. */
export function StateMark({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) {
  const Icon = ICONS[tone];
  return (
    <span className={`${css['mark'] ?? ''} ${css[tone] ?? ''}`}>
      <Icon size={18} aria-hidden="true" />
      {children}
    </span>
  );
}

interface NoticeProps {
  readonly tone?: Tone;
  readonly title?: string;
  readonly children?: ReactNode;
  /** Read out when it appears: for what follows an act. */
  readonly isLive?: boolean;
}

export function Notice({ tone = 'plain', title, children, isLive = false }: NoticeProps) {
  const Icon = tone === 'refused' ? CircleAlert : ICONS[tone];
  const place = useRef<HTMLDivElement>(null);
  useLostFocus(place, isLive);
  return (
    <div
      ref={place}
      tabIndex={isLive ? -1 : undefined}
      className={`${css['notice'] ?? ''} ${css[tone] ?? ''}`}
      role={isLive ? (tone === 'refused' ? 'alert' : 'status') : undefined}
    >
      <Icon size={20} aria-hidden="true" />
      <div className={css['words']}>
        {title !== undefined && <strong>{title}</strong>}
        {children}
      </div>
    </div>
  );
}

/** A closing sheet gives the focus back within this time, if what opened it is still there. */
const SETTLED_MS = 150;

/** An act often removes what was pressed: the focus then goes to what came of it, and not to the top of the page. */
function useLostFocus(place: RefObject<HTMLElement | null>, isLive: boolean): void {
  useEffect(() => {
    if (!isLive) return undefined;
    const timer = setTimeout(() => {
      const { activeElement, body } = document;
      if (activeElement === null || activeElement === body) place.current?.focus();
    }, SETTLED_MS);
    return () => clearTimeout(timer);
  }, [place, isLive]);
}
