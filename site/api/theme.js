// The reference is light or dark as the rest of the site: the choice is kept under the guide's name for it.
const kept = 'vitepress-theme-appearance'
const chosen = localStorage.getItem(kept)
const theme = chosen === 'light' || chosen === 'dark' ? chosen : 'os'
document.documentElement.dataset.theme = theme
localStorage.setItem('tsd-theme', theme)

const picker = document.getElementById('tsd-theme')
if (picker) {
  picker.value = theme
  picker.addEventListener('change', () => localStorage.setItem(kept, picker.value === 'os' ? 'auto' : picker.value))
}
