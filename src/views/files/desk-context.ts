// Hands the desk to whichever component asks. Without one (the popup, a test of the list alone) everything shown is live.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Desk, OpenFile } from './desk.ts';

export const DeskContext = createContext<Desk | null>(null);
export const useDesk = (): Desk | null => useContext(DeskContext);
/** The file whose failures are on view, null while that is the live list. */
export const useOpenFile = (): OpenFile | null => useContext(DeskContext)?.open.value ?? null;
