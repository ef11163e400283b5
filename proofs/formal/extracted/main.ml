(* check_list FILE...: the extracted bernstein_check and product_check on lists that `symqnn export-coq` has written.
   The format is a sequence of words separated by white space; see symqnn/formal/charts.py and points.py. *)
open Complete_list

exception Malformed of string

let words path =
  let channel = open_in_bin path in
  let text = really_input_string channel (in_channel_length channel) in
  close_in channel;
  ref (List.filter (fun word -> word <> "") (String.split_on_char ' ' (String.map (fun c -> if c = '\n' then ' ' else c) text)))

let word rest =
  match !rest with
  | first :: others -> rest := others; first
  | [] -> raise (Malformed "the file ends too early")

let integer rest =
  let text = word rest in
  try Zar.of_string text with Invalid_argument _ -> raise (Malformed (text ^ " is no integer"))

let count rest =
  let value = integer rest in
  if Zar.sign value < 0 || Zar.numbits value > 30 then raise (Malformed (Zar.to_string value ^ " is no count"));
  Zar.to_int value

(* n times, in order, without deep recursion *)
let times n read = List.rev (List.fold_left (fun found _ -> read () :: found) [] (List.init n Fun.id))
let integers rest n = times n (fun () -> integer rest)
let matrix rest n = times n (fun () -> integers rest n)
let pair rest = let a = integer rest in let b = integer rest in (a, b)

let rec read_tree rest p precisions =
  match word rest with
  | "split" ->
    let axis = count rest in
    let lower = read_tree rest p precisions in
    let upper = read_tree rest p precisions in
    Split (axis, lower, upper)
  | "empty" -> let y = integers rest p in Empty (List.init precisions (fun _ -> y))
  | "home" -> Home (count rest)
  | other -> raise (Malformed (other ^ " is no step of a tree"))

let report path number indices p start answer =
  let by_index = List.init (p + 1) (fun k -> List.length (List.filter (fun index -> index = k) indices)) in
  Printf.printf "%s: %s: %d critical points in a period, by index %s (p = %d, %.2f s)\n%!" (if answer then "COMPLETE" else "NOT SHOWN")
    path number (String.concat ", " (List.map string_of_int by_index)) p (Sys.time () -. start);
  answer

let read_products rest p =
  times (count rest) (fun () -> let index = times p (fun () -> count rest) in let coefficient = integer rest in (index, coefficient))

let rec read_chart rest p =
  match word rest with
  | "split" ->
    let axis = count rest in
    let lower = read_chart rest p in
    let upper = read_chart rest p in
    Halve (axis, lower, upper)
  | "empty" -> Void (integers rest p)
  | "root" -> let number = count rest in let rows = matrix rest p in Star (number, rows)
  | other -> raise (Malformed (other ^ " is no step of a chart"))

(* the certificate's own proof: all arguments of bernstein_check *)
let check_charts path rest =
  let f = integer rest in
  let p = count rest in
  if p > 8 then raise (Malformed "more than 8 angles");
  let degrees = times p (fun () -> count rest) in
  let products = read_products rest p in
  let points = times (count rest) (fun () ->
    let signs = integers rest p in let tangents = integers rest p in let around = pair rest in let reach_of = integer rest in
    let pre_of_den = integer rest in let pre_of = matrix rest p in let basis_of = matrix rest p in let index_of = count rest in
    { signs; tangents; around; reach_of; pre_of_den; pre_of; basis_of; index_of }) in
  let trees = times (1 lsl p) (fun () -> read_chart rest p) in
  let start = Sys.time () in
  let answer = bernstein_check f degrees products points trees in
  report path (List.length points) (List.map (fun point -> point.index_of) points) p start answer

(* a subdivision found anew: all arguments of product_check *)
let check_anew path rest =
  let f = integer rest in
  let degree = count rest in
  let precisions = count rest in
  let params = times precisions (fun () ->
    let f = integer rest in let s = integer rest in let e = integer rest in let n = count rest in (((f, s), e), n)) in
  let p = count rest in
  let frequencies = integers rest p in
  let products = read_products rest p in
  let number = count rest in
  let points = times number (fun () ->
    let place = integers rest p in let wide = pair rest in let tight = pair rest in let pre_den = integer rest in
    let pre = matrix rest p in let congruence = matrix rest p in let index = count rest in
    { place; wide; tight; pre_den; pre; congruence; index }) in
  let tree = read_tree rest p precisions in
  let start = Sys.time () in
  let answer = product_check f degree params frequencies p products points tree in
  report path number (List.map (fun point -> point.index) points) p start answer

let check path rest =
  match !rest with
  | "charts" :: others -> rest := others; check_charts path rest
  | _ -> check_anew path rest

(* a file holds the lists of all blocks, one after the other *)
let rec check_all path rest =
  let first = check path rest in
  !rest = [] && first || !rest <> [] && check_all path rest && first

let () =
  let paths = List.tl (Array.to_list Sys.argv) in
  if paths = [] then (prerr_endline "usage: check_list FILE..."; exit 2);
  match List.map (fun path -> check_all path (words path)) paths with
  | answers -> exit (if List.for_all Fun.id answers then 0 else 1)
  | exception Malformed reason -> prerr_endline reason; exit 2
  | exception Sys_error reason -> prerr_endline reason; exit 2
