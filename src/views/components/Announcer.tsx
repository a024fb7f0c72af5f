// Says the countdowns to a screen reader, politely and rarely; shows nothing.
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Said, announce } from '../announce.ts';
import type { Model } from '../model.ts';
import { speak } from '../speak.ts';

export function Announcer({ model }: { model: Model }) {
  const said = useRef<Said>(new Map());
  const [sentence, setSentence] = useState('');
  const now = model.now.value;
  const waits = model.retryByKey.value;
  useEffect(() => {
    const next = announce(said.current, waits, now);
    said.current = next.said;
    if (next.says) setSentence(speak(next.says));
  }, [now, waits]);
  return (
    <p class="off-screen" role="status" data-testid="announcer">
      {sentence}
    </p>
  );
}
