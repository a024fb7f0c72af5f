// Credits of one account: reserve before work starts, then settle or refund (credits page). Available = total minus reservations.

export class Ledger {
  #total: number;
  readonly #reserved = new Map<string, number>();

  constructor(total: number) {
    this.#total = total;
  }

  get available(): number {
    return this.#total - [...this.#reserved.values()].reduce((sum, amount) => sum + amount, 0);
  }
  /** Spent for good so far shows as a lower total. */
  get total(): number {
    return this.#total;
  }
  /** False, and nothing changes, when fewer than `amount` are available. */
  reserve(id: string, amount: number): boolean {
    if (amount > this.available) return false;
    this.#reserved.set(id, amount);
    return true;
  }
  /** Success: the reserved credits are consumed. Settling or refunding twice changes nothing. */
  settle(id: string): void {
    this.#total -= this.#reserved.get(id) ?? 0;
    this.#reserved.delete(id);
  }
  /** Failure: the reserved credits are available again. */
  refund(id: string): void {
    this.#reserved.delete(id);
  }
}
