import {build} from 'esbuild'; import {gzipSync} from 'zlib'
const r=await build({stdin:{contents:process.argv[2]||`import {compile,builtin} from './src/index.ts'; globalThis.x=[compile,builtin]`,resolveDir:'/work/main',loader:'ts'},bundle:true,minify:true,format:'esm',target:'es2022',write:false,metafile:true,mangleProps:process.argv[3]?new RegExp(process.argv[3]):undefined})
const t=r.outputFiles[0].text; console.log(t.length,gzipSync(t,{level:9}).length)
const ins=Object.values(r.metafile.outputs)[0].inputs
for(const [k,v] of Object.entries(ins).sort((a,b)=>b[1].bytesInOutput-a[1].bytesInOutput)) console.log(v.bytesInOutput,k)
import {writeFileSync} from 'fs'; writeFileSync('/tmp/out.js',t)
