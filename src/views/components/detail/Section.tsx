// One part of the detail, with its heading.
import type { ComponentChildren } from 'preact';

export function Section({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{name}</h3>
      {children}
    </section>
  );
}
