import type { PageMaker } from '../router'
import { aboutYouPage } from './about-you'
import { accountPage } from './account'
import { cartPage } from './cart'
import { checkoutPage } from './checkout'
import { comparePage } from './compare'
import { homePage } from './home'
import { articlePage, journalPage } from './journal'
import { categoryPage, newPage, salePage } from './listings'
import { orderPage } from './order'
import { productPage } from './product'
import { searchPage } from './search'
import { wishlistPage } from './wishlist'

/** Which page is where. */
export const routes: Readonly<Record<string, PageMaker>> = {
  '/': homePage,
  '/c/:category': categoryPage,
  '/sale': salePage,
  '/new': newPage,
  '/search': searchPage,
  '/products/:id': productPage,
  '/compare': comparePage,
  '/wishlist': wishlistPage,
  '/cart': cartPage,
  '/checkout/:step': checkoutPage,
  '/orders/:id': orderPage,
  '/account': accountPage,
  '/journal': journalPage,
  '/journal/:id': articlePage,
  '/about-you': aboutYouPage,
}
