import type { ReactNode } from 'react';
import { useTask } from '../../lib/session/task.ts';
import { ErrorNotice } from '../page/error-notice.tsx';
import { Button, type ButtonKind } from './button.tsx';

interface ActButtonProps {
  readonly children: ReactNode;
  /** Said while it is being done; what it says anyway unless given. */
  readonly busy?: ReactNode;
  readonly kind?: ButtonKind;
  act(): Promise<unknown>;
}

/** A button that does one thing in place, once at a time, and the reason when it failed. */
export function ActButton({ children, busy = children, kind = 'plain', act }: ActButtonProps) {
  const task = useTask();
  return (
    <>
      {task.error !== null && <ErrorNotice error={task.error} />}
      <div>
        <Button kind={kind} onPress={() => void task.run(act)} isDisabled={task.isBusy}>
          {task.isBusy ? busy : children}
        </Button>
      </div>
    </>
  );
}
