import type { Context } from 'hono';
import { ClariIdentityError } from '../../model/errors.ts';

/** The form has to carry the token of this very visit, which no other site knows. */
export async function checkForm(context: Context, { formToken }: { readonly formToken: string }): Promise<void> {
  const { form_token: sent } = await context.req.parseBody();
  if (sent === formToken) return;
  throw new ClariIdentityError(
    'ERR_FORBIDDEN',
    'This form is from another visit, or from another site. Nothing was done.',
    'Load the page again and send its form.',
  );
}
