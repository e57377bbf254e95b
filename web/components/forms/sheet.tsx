import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { useText } from '../../lib/language/text.ts';
import { Button } from './button.tsx';
import css from './sheet.module.css';
import { componentText } from '../page/text.ts';

interface SheetProps {
  readonly title: string;
  readonly children: ReactNode;
  /** Its buttons, always in reach. */
  readonly actions?: ReactNode;
  onClose(): void;
  /** False while an act is under way. */
  readonly canClose?: boolean;
}

/** A sheet over the page; from below on a phone. Escape and the cross close it. */
export function Sheet({ title, children, actions, onClose, canClose = true }: SheetProps) {
  const t = useText(componentText);
  return (
    <ModalOverlay
      isOpen
      isDismissable={false}
      isKeyboardDismissDisabled={!canClose}
      onOpenChange={(isOpen) => {
        if (!isOpen && canClose) onClose();
      }}
      className={css['overlay'] ?? ''}
    >
      <Modal className={css['modal'] ?? ''}>
        <Dialog className={css['dialog'] ?? ''}>
          <div className={css['head']}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {canClose && (
              <Button kind="quiet" aria-label={t('close')} onPress={onClose}>
                <X aria-hidden="true" />
              </Button>
            )}
          </div>
          <div className={css['body']}>{children}</div>
          {actions !== undefined && <div className={css['actions']}>{actions}</div>}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
