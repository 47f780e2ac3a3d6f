/** Options of a golden case that are functions, as JSON can say them. */
export interface Told {
  readonly pseudonym?: boolean
  /** Who ordered everything; nobody known where it is empty. */
  readonly customer_of?: string
}

/** The functions. */
export function withFunctions({ pseudonym, customer_of }: Told) {
  return {
    ...(pseudonym && { pseudonym: (email: string) => `person-${email.split('@')[0]}` }),
    ...(customer_of !== undefined && { customer_of: () => customer_of || undefined }),
  }
}
