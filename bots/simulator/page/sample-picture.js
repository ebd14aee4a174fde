/** A picture to send for those who have none at hand: a browser without a connection, drawn here. */
import { now } from './store.js'
import { clockText, dayText } from './time.js'
import { words } from './words.js'

const WIDTH = 960
const HEIGHT = 600

/** @returns {Promise<File>} */
export async function drawSamplePicture() {
  const canvas = document.createElement('canvas')
  canvas.width = WIDTH
  canvas.height = HEIGHT
  const ink = canvas.getContext('2d')
  const fillBox = (color, ...box) => {
    ink.fillStyle = color
    ink.beginPath()
    ink.roundRect(...box)
    ink.fill()
  }
  fillBox('#dfe5ea', 0, 0, WIDTH, HEIGHT, 0)
  fillBox('#ffffff', 30, 30, WIDTH - 60, HEIGHT - 60, 16)
  fillBox('#eef2f5', 30, 30, WIDTH - 60, 64, [16, 16, 0, 0])
  fillBox('#ffffff', 150, 46, WIDTH - 220, 32, 16)
  for (const [index, color] of ['#e5706a', '#e8b84c', '#67b36b'].entries())
    fillBox(color, 54 + index * 28, 53, 18, 18, 9)
  drawBrokenSignal(ink, WIDTH / 2, 290)
  ink.textAlign = 'center'
  ink.fillStyle = '#26323d'
  ink.font = '600 34px system-ui, sans-serif'
  ink.fillText(words.sample.title, WIDTH / 2, 400)
  ink.fillStyle = '#5d6b78'
  ink.font = '24px system-ui, sans-serif'
  ink.fillText(words.sample.text, WIDTH / 2, 445)
  ink.fillText(`${dayText(now())}, ${clockText(now())}`, WIDTH / 2, 490)
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
  return new File([blob], 'contoh.png', { type: 'image/png' })
}

function drawBrokenSignal(ink, x, y) {
  ink.lineWidth = 18
  ink.lineCap = 'round'
  ink.strokeStyle = '#9aa8b5'
  for (const radius of [50, 95, 140]) {
    ink.beginPath()
    ink.arc(x, y, radius, Math.PI * 1.25, Math.PI * 1.75)
    ink.stroke()
  }
  ink.fillStyle = '#9aa8b5'
  ink.beginPath()
  ink.arc(x, y, 14, 0, Math.PI * 2)
  ink.fill()
  ink.strokeStyle = '#c6423b'
  ink.beginPath()
  ink.moveTo(x - 90, y - 130)
  ink.lineTo(x + 90, y + 20)
  ink.stroke()
}
